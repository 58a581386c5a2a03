package dev.errata.report.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The text of a document: its lines, and the JSON among them. */
final class TextReader {

    /** Documents annotate their samples; and what is nested deeper than any body is none, and soon given up. */
    private static final ObjectReader JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(100).build())
                    .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
                    .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build()
            .reader();

    /** What stands before each line of a comment or a quotation. */
    private static final Pattern PREFIX = Pattern.compile("^([ \\t]*)(//|[#>*])", Pattern.MULTILINE);

    private static final String MARK = "\\s*(?:(?://|[#>*])\\s*)?";

    /** What begins an object that has fields, or a list of objects; perhaps in a comment. */
    private static final Pattern START = Pattern.compile("\\{" + MARK + "\"|\\[" + MARK + "\\{");

    private final String text;
    private final int[] lineStarts;
    private final List<Found> json = new ArrayList<>();
    private final char[] prose;

    /**
     * A JSON value in the text.
     *
     * @param value the value
     * @param line its line, from 1
     * @param beginsLine whether nothing but the mark of a comment stands before it on its line
     */
    record Found(JsonNode value, int line, boolean beginsLine) {}

    TextReader(String document) {
        this.text = (document.startsWith("\ufeff") ? document.substring(1) : document)
                .replace("\r\n", "\n")
                .replace('\r', '\n');
        this.lineStarts = IntStream.concat(
                        IntStream.of(0),
                        IntStream.range(0, text.length())
                                .filter(i -> text.charAt(i) == '\n')
                                .map(i -> i + 1))
                .toArray();
        this.prose = text.toCharArray();
        findJson();
    }

    /** Returns the whole text. */
    String text() {
        return text;
    }

    /** Returns the text with blanks in place of its JSON. */
    String prose() {
        return String.valueOf(prose);
    }

    /** Returns the JSON values that lie in no other, in their order. */
    List<Found> json() {
        return json;
    }

    /** Returns a line, counted from 1. */
    String line(int line) {
        int end = line < lineStarts.length ? lineStarts[line] - 1 : text.length();
        return text.substring(lineStarts[line - 1], end);
    }

    /** Returns the line that a character is on, counted from 1. */
    int lineOf(int index) {
        int found = Arrays.binarySearch(lineStarts, index);
        return found >= 0 ? found + 1 : -found - 1;
    }

    private void findJson() {
        String uncommented = PREFIX.matcher(text)
                .replaceAll(match -> match.group(1) + " ".repeat(match.group(2).length()));
        char[] raw = text.toCharArray();
        char[] withoutMarks = uncommented.toCharArray();
        Matcher starts = START.matcher(text);
        int at = 0;
        while (starts.find(at)) {
            int start = starts.start();
            at = read(raw, start)
                    .or(() -> read(withoutMarks, start))
                    .map(value -> add(value, start, uncommented))
                    .orElse(start + 1);
        }
    }

    private int add(Value value, int start, String uncommented) {
        int line = lineOf(start);
        boolean beginsLine = uncommented.substring(lineStarts[line - 1], start).isBlank();
        json.add(new Found(value.json, line, beginsLine));
        for (int i = start; i < value.end; i++) {
            if (prose[i] != '\n') {
                prose[i] = ' ';
            }
        }
        return value.end;
    }

    private record Value(JsonNode json, int end) {}

    private static Optional<Value> read(char[] text, int start) {
        try (JsonParser parser = JSON.getFactory().createParser(text, start, text.length - start)) {
            parser.nextToken();
            long first = parser.currentTokenLocation().getCharOffset();
            JsonNode json = JSON.readTree(parser);
            long length = parser.currentLocation().getCharOffset() - first;
            return Optional.of(new Value(json, start + (int) length));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}

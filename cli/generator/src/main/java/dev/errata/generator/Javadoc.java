package dev.errata.generator;

import com.palantir.javapoet.CodeBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Text of catalogs as text of Javadoc: it neither ends the comment nor passes for HTML, tags or Unicode escapes. */
final class Javadoc {

    /** A catalog has the rest. */
    private static final int LONGEST_TEXT = 600;

    private static final int LONGEST_NAME = 60;

    private static final int LONGEST_WORD = 100;

    private static final int LINE = 116;

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:-]{1,80}");
    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Cc}\\p{Zs}\\p{Zl}\\p{Zp}]+");

    private Javadoc() {}

    /**
     * Returns a comment.
     *
     * @param paragraphs escaped text; each is wrapped
     * @return a paragraph for each, the first without {@code <p>}
     */
    static CodeBlock of(String... paragraphs) {
        List<String> wrapped = new ArrayList<>();
        for (String paragraph : paragraphs) {
            wrapped.add(wrapped(wrapped.isEmpty() ? paragraph : "<p>" + paragraph));
        }
        return CodeBlock.of("$L", String.join("\n\n", wrapped));
    }

    /** Returns text of a catalog, such as a description; shortened if it is very long. */
    static String text(String raw) {
        return shortened(raw, LONGEST_TEXT);
    }

    /** Returns the name of an API, short enough for a line of its own. */
    static String name(String raw) {
        String name = shortened(raw, LONGEST_NAME);
        for (int longest = LONGEST_NAME; name.length() > LONGEST_NAME + 3; longest--) {
            name = shortened(raw, longest);
        }
        return name;
    }

    private static String shortened(String raw, int longest) {
        String text = SPACE.matcher(raw).replaceAll(" ").strip();
        int length = text.codePointCount(0, text.length());
        return escaped(length <= longest ? text : text.substring(0, text.offsetByCodePoints(0, longest)) + "...");
    }

    /** Returns text of a catalog as a sentence with a full stop, or nothing. */
    static String sentence(String raw) {
        String text = text(raw);
        return text.isEmpty() || text.endsWith(".") || text.endsWith("!") || text.endsWith("?") ? text : text + ".";
    }

    /** Returns a name or a code of a catalog. */
    static String code(String raw) {
        return PLAIN.matcher(raw).matches() ? "{@code " + raw + "}" : "<code>" + text(raw) + "</code>";
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        int[] characters = text.codePoints().toArray();
        int column = 0;
        for (int i = 0; i < characters.length; i++) {
            if (column >= LONGEST_WORD) {
                // No line is wide enough for this word.
                escaped.append(' ');
                column = 0;
            }
            String character = escaped(
                    characters[i],
                    column == 0 ? ' ' : characters[i - 1],
                    i + 1 < characters.length ? characters[i + 1] : ' ');
            escaped.append(character);
            column = character.equals(" ") ? 0 : column + character.length();
        }
        return escaped.toString();
    }

    private static String escaped(int character, int before, int after) {
        return switch (character) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '@' -> Character.isLetterOrDigit(before) ? "@" : "&#64;";
            case '{' -> "&#123;";
            case '}' -> "&#125;";
            case '/' -> before == '*' ? "&#47;" : "/";
            case '\\' -> after == 'u' ? "&#92;" : "\\";
            default -> isInvisible(character) ? "" : Character.toString(character);
        };
    }

    /** Half a character has no bytes; marks of direction would show the code in another order than the compiler reads. */
    private static boolean isInvisible(int character) {
        int type = Character.getType(character);
        return type == Character.SURROGATE || type == Character.FORMAT;
    }

    private static String wrapped(String paragraph) {
        StringBuilder wrapped = new StringBuilder();
        int column = 0;
        for (String word : paragraph.split(" ", -1)) {
            if (column > 0 && column + 1 + word.length() > LINE) {
                wrapped.append('\n');
                column = 0;
            } else if (column > 0) {
                wrapped.append(' ');
                column++;
            }
            wrapped.append(word);
            column += word.length();
        }
        return wrapped.toString();
    }
}

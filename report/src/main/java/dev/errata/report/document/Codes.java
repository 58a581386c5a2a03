package dev.errata.report.document;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The error codes that a text names outside of its JSON. A word is taken for one only where there is little doubt: where codes
 * of the catalog stand in the same form, as a heading or the cell of a table; or where a sample compares it with the code of an
 * error.
 */
final class Codes {

    private static final String WORD = "[A-Za-z0-9][A-Za-z0-9_.-]*";
    private static final String QUOTED = "([\"'])(" + WORD + ")\\1";

    /** How codes are spelt: {@code NOT_FOUND}, {@code not_found} or {@code NotFound}. */
    private static final List<Pattern> SPELLINGS = Stream.of(
                    "[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*", "[a-z][a-z0-9]*(?:[_.-][a-z0-9]+)*", "(?:[A-Z][a-z0-9]+)+")
            .map(Pattern::compile)
            .toList();

    /** A line that is a code, or begins with one: the marks before it, the code, the marks behind it, perhaps the status. */
    private static final Pattern HEADING = Pattern.compile(
            "^([ \\t#>*|`-]*)(" + WORD
                    + ")([`*]*[ \\t]*(?:[(|:,\\u2013\\u2014-]?[ \\t]*(?:HTTP[ \\t]+)?([1-5]\\d\\d)\\b.*|[|:].*)?)$",
            Pattern.MULTILINE);

    private static final Pattern CASE = Pattern.compile("\\bcase\\s+" + QUOTED);
    private static final Pattern SWITCH = Pattern.compile("\\bswitch\\b(.*)");
    private static final Pattern UNION = Pattern.compile("^[ \\t]*\\|[ \\t]*" + QUOTED, Pattern.MULTILINE);

    /** Capitals that are no code; shorter words, such as OK and GET, are none either. */
    private static final Set<String> METHODS = Set.of("DELETE", "PATCH", "OPTIONS", "CONNECT", "TRACE");

    private static final int SHORTEST_WORD = 5;

    /** What a code that stands for any code is made of. */
    private static final Set<String> PLACEHOLDER = Set.of(
            "A",
            "AN",
            "THE",
            "YOUR",
            "MY",
            "SOME",
            "ANY",
            "ERROR",
            "CODE",
            "TYPE",
            "NAME",
            "STRING",
            "EXAMPLE",
            "SAMPLE",
            "MACHINE",
            "READABLE",
            "HERE");

    private final TextReader text;
    private final List<MatchResult> switches;
    private final Predicate<String> isSpeltLikeCode;

    /** For each code its first line. */
    private final Map<String, Integer> lines = new LinkedHashMap<>();

    /** For each code the statuses that stand behind it. */
    private final Map<String, Set<Integer>> statuses = new LinkedHashMap<>();

    /**
     * Finds codes.
     *
     * @param text the text
     * @param fields the names of the fields that hold the code
     * @param known the codes of the catalog
     */
    Codes(TextReader text, Set<String> fields, Set<String> known) {
        this.text = text;
        this.switches = SWITCH.matcher(text.text()).results().toList();
        Optional<Pattern> spelling = SPELLINGS.stream()
                .filter(form ->
                        known.stream().allMatch(code -> form.matcher(code).matches()))
                .findFirst();
        this.isSpeltLikeCode =
                spelling.map(Pattern::asMatchPredicate).orElse(word -> false).and(word -> !METHODS.contains(word));
        findHeadings(known);
        fields.forEach(this::findComparisons);
        lines.keySet().removeIf(Codes::isPlaceholder);
    }

    /** Tells whether a code stands for any code, such as {@code ERROR_CODE}. */
    static boolean isPlaceholder(String code) {
        String upper = code.replaceAll("([a-z])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
        return Stream.of(upper.split("[^A-Z]+", -1)).allMatch(PLACEHOLDER::contains);
    }

    /** Returns the codes, each with the line on which it is found first. */
    Map<String, Integer> lines() {
        return lines;
    }

    /** Returns the statuses that the text gives a code. */
    Set<Integer> statuses(String code) {
        return statuses.getOrDefault(code, Set.of());
    }

    private void findHeadings(Set<String> known) {
        List<MatchResult> headings = HEADING.matcher(text.prose()).results().toList();
        Set<String> forms = headings.stream()
                .filter(heading -> known.contains(heading.group(2)))
                .map(Codes::form)
                .collect(Collectors.toSet());
        for (MatchResult heading : headings) {
            String code = heading.group(2);
            if (known.contains(code) || (forms.contains(form(heading)) && isCode(code, heading.group(4) != null))) {
                add(code, heading.start(2));
                if (heading.group(4) != null) {
                    statuses.computeIfAbsent(code, any -> new TreeSet<>()).add(Integer.valueOf(heading.group(4)));
                }
            }
        }
    }

    /** Headings of prose may be a single word in small letters, but have no status. */
    private boolean isCode(String word, boolean hasStatus) {
        return isSpeltLikeCode.test(word)
                && (hasStatus
                        || word.indexOf('_') > 0
                        || (word.length() >= SHORTEST_WORD && word.equals(word.toUpperCase(Locale.ROOT))));
    }

    /** What is around a code, but for the words. */
    private static String form(MatchResult heading) {
        String behind = heading.group(3).strip();
        return heading.group(1).replaceAll("\\s", "")
                + " "
                + (behind.isEmpty() ? "" : behind.substring(0, 1))
                + (heading.group(4) == null ? "" : "status");
    }

    private void findComparisons(String field) {
        String name = "\\b" + Pattern.quote(field) + "\\b";
        // A colon stands between any field and its type or value.
        String operator = field.toLowerCase(Locale.ROOT).contains("code") ? "(?:[=!]==?|:)" : "[=!]==?";
        find(Pattern.compile(name + "[\"']?[\\])]*\\s*" + operator + "\\s*" + QUOTED), any -> true);
        Pattern named = Pattern.compile(name);
        find(CASE, found -> named.matcher(lastSwitch(found.start())).find());
        find(UNION, found -> headOfList(found.start()).toLowerCase(Locale.ROOT).contains("code"));
    }

    private void find(Pattern pattern, Predicate<MatchResult> isComparison) {
        pattern.matcher(text.text())
                .results()
                .filter(found -> isSpeltLikeCode.test(found.group(2)) && isComparison.test(found))
                .forEach(found -> add(found.group(2), found.start(2)));
    }

    private String lastSwitch(int end) {
        return switches.stream()
                .filter(found -> found.start() < end)
                .reduce((before, last) -> last)
                .map(found -> found.group(1))
                .orElse("");
    }

    /** Returns the last line before a position that is not an element of the list. */
    private String headOfList(int position) {
        int line = text.lineOf(position) - 1;
        while (line > 0 && (text.line(line).isBlank() || text.line(line).strip().startsWith("|"))) {
            line--;
        }
        return line == 0 ? "" : text.line(line);
    }

    private void add(String code, int index) {
        lines.merge(code, text.lineOf(index), Math::min);
    }
}

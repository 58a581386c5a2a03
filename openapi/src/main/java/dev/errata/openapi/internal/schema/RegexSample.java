package dev.errata.openapi.internal.schema;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.errata.fixtures.internal.json.JsonSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A text that a regular expression of ECMA-262 matches. Repeats are as few as the length allows; looking ahead and behind is
 * skipped, because the result is checked at the end.
 */
final class RegexSample {

    /** What to take where a class leaves a choice; the most harmless first. */
    private static final String LIKELY =
            "a1A0bB2-_ .,:;/@+xyzXYZ3456789cdefghijklmnopqrstuvwCDEFGHIJKLMNOPQRSTUVW!#$%&'()*<=>?[]^`{|}~\"\\\t\n";

    /** Escapes that stand for many characters. */
    private static final String SETS = "dDwWsSpP";

    private static final Pattern COUNTS = Pattern.compile("\\{([0-9]{1,9})(,([0-9]{0,9}))?}");
    private static final List<Integer> MORE = List.of(0, 1, 2, 3, 5, 8, 13, 21, 34, 64, 128, 256, 512, 1024);
    private static final int MAX_LENGTH = 5_000;

    /** How many members of each class are tried, where looking ahead rules out the first one. */
    private static final int MEMBERS = 3;

    private final String source;
    private final Choices choices;
    private final int more;
    private final int member;
    private int at;
    private int length;

    private RegexSample(String source, Choices choices, int more, int member) {
        this.source = source;
        this.choices = choices;
        this.more = more;
        this.member = member;
    }

    /**
     * Finds a text.
     *
     * @param regex the regular expression
     * @param minLength the shortest allowed length
     * @param maxLength the longest allowed length
     * @param choices decides between alternatives
     * @return the text, empty if none was found
     */
    static Optional<String> of(String regex, int minLength, int maxLength, Choices choices) {
        JsonSchema schema = new JsonSchema(JsonNodeFactory.instance.objectNode().put("pattern", regex));
        Choices first = choices;
        for (int member = 0; member < MEMBERS; member++) {
            for (int more : MORE) {
                for (int repeats : new int[] {more, Math.max(0, minLength - more)}) {
                    Optional<String> text = attempt(regex, first, repeats, member);
                    // Further attempts must not count as further choices.
                    first = new Choices(List.of());
                    if (text.isPresent() && fits(text.get(), minLength, maxLength) && matches(schema, text.get())) {
                        return text;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static boolean fits(String text, int minLength, int maxLength) {
        int length = text.codePointCount(0, text.length());
        return length >= minLength && length <= maxLength;
    }

    private static boolean matches(JsonSchema schema, String text) {
        List<String> violations = new ArrayList<>();
        schema.validate(JsonNodeFactory.instance.textNode(text), (pointer, reason) -> violations.add(reason));
        return violations.isEmpty();
    }

    private static Optional<String> attempt(String regex, Choices choices, int more, int member) {
        try {
            RegexSample sample = new RegexSample(regex, choices, more, member);
            String text = sample.alternatives();
            return sample.at == regex.length() ? Optional.of(text) : Optional.empty();
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            // Something that this reader does not know.
            return Optional.empty();
        }
    }

    private String alternatives() {
        List<String> ways = new ArrayList<>(List.of(sequence()));
        while (at < source.length() && source.charAt(at) == '|') {
            at++;
            ways.add(sequence());
        }
        return ways.get(choices.choose(ways.size()));
    }

    private String sequence() {
        StringBuilder text = new StringBuilder();
        while (at < source.length() && source.charAt(at) != '|' && source.charAt(at) != ')') {
            String part = atom();
            text.append(repeated(part));
            length += part.length();
            if (length > MAX_LENGTH) {
                throw new IllegalArgumentException("The text becomes too long");
            }
        }
        return text.toString();
    }

    private String repeated(String part) {
        int times = 1;
        if (at < source.length()) {
            char sign = source.charAt(at);
            Matcher counts = COUNTS.matcher(source).region(at, source.length());
            if (sign == '*' || sign == '+' || sign == '?') {
                at++;
                times = sign == '+' ? Math.max(1, more) : sign == '*' ? more : Math.min(1, more);
            } else if (sign == '{' && counts.lookingAt()) {
                at = counts.end();
                int least = Integer.parseInt(counts.group(1));
                int most = counts.group(2) == null
                        ? least
                        : counts.group(3).isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(counts.group(3));
                times = Math.min(most, Math.max(least, more));
            } else {
                return part;
            }
            if (at < source.length() && source.charAt(at) == '?') {
                at++;
            }
        }
        if ((long) part.length() * times > MAX_LENGTH) {
            throw new IllegalArgumentException("The text becomes too long");
        }
        return part.repeat(times);
    }

    private String atom() {
        char next = source.charAt(at++);
        return switch (next) {
            case '^', '$' -> "";
            case '.' -> "a";
            case '(' -> group();
            case '[' -> one(members());
            case '\\' -> escape();
            default -> String.valueOf(next);
        };
    }

    private String group() {
        boolean skipped = source.startsWith("?=", at)
                || source.startsWith("?!", at)
                || source.startsWith("?<=", at)
                || source.startsWith("?<!", at);
        if (source.startsWith("?", at)) {
            at = source.startsWith("?:", at)
                    ? at + 2
                    : source.startsWith("?<", at) && !skipped
                            ? source.indexOf('>', at) + 1
                            : source.startsWith("?<", at) ? at + 3 : at + 2;
        }
        String text = alternatives();
        if (source.charAt(at++) != ')') {
            throw new IllegalArgumentException("A group is not closed");
        }
        return skipped ? "" : text;
    }

    private String escape() {
        char escaped = source.charAt(at);
        if (escaped == 'b' || escaped == 'B') {
            at++;
            return "";
        }
        if (SETS.indexOf(escaped) >= 0) {
            return one(escapedMember());
        }
        at++;
        return Character.toString(single(escaped));
    }

    /** Reads what a backslash begins, as a class of characters. */
    private IntPredicate escapedMember() {
        char escaped = source.charAt(at++);
        return switch (escaped) {
            case 'd' -> character -> character >= '0' && character <= '9';
            case 'D' -> character -> character < '0' || character > '9';
            case 'w' -> RegexSample::isWord;
            case 'W' -> character -> !isWord(character);
            case 's' -> character -> character == ' ';
            case 'S' -> character -> !Character.isWhitespace(character);
            case 'p', 'P' -> property(escaped == 'p');
            default -> throw new IllegalArgumentException("Not a class");
        };
    }

    private IntPredicate property(boolean wanted) {
        int end = source.indexOf('}', at);
        String name = source.substring(at + 1, end);
        at = end + 1;
        IntPredicate known = switch (name) {
            case "L", "Letter", "Alphabetic", "gc=L" -> Character::isLetter;
            case "Lu", "Uppercase_Letter", "Uppercase" -> Character::isUpperCase;
            case "Ll", "Lowercase_Letter", "Lowercase" -> Character::isLowerCase;
            case "N", "Nd", "Number" -> Character::isDigit;
            default -> throw new IllegalArgumentException("Unknown property");
        };
        return wanted ? known : known.negate();
    }

    private int single(char escaped) {
        return switch (escaped) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'f' -> '\f';
            case 'v' -> 0x0B;
            case '0' -> 0;
            case 'x' -> hex(2);
            case 'u' -> {
                if (source.charAt(at) == '{') {
                    int end = source.indexOf('}', at);
                    int code = Integer.parseInt(source.substring(at + 1, end), 16);
                    at = end + 1;
                    yield code;
                }
                yield hex(4);
            }
            default -> escaped;
        };
    }

    private int hex(int digits) {
        int code = Integer.parseInt(source.substring(at, at + digits), 16);
        at += digits;
        return code;
    }

    private IntPredicate members() {
        boolean negated = source.charAt(at) == '^';
        if (negated) {
            at++;
        }
        IntPredicate members = character -> false;
        while (source.charAt(at) != ']') {
            IntPredicate member;
            int first = source.codePointAt(at);
            at += Character.charCount(first);
            boolean set = false;
            if (first == '\\') {
                char escaped = source.charAt(at);
                set = SETS.indexOf(escaped) >= 0;
                if (set) {
                    member = escapedMember();
                } else {
                    at++;
                    first = escaped == 'b' ? '\b' : single(escaped);
                    int single = first;
                    member = character -> character == single;
                }
            } else {
                int single = first;
                member = character -> character == single;
            }
            if (!set && source.charAt(at) == '-' && source.charAt(at + 1) != ']') {
                at++;
                int last = source.codePointAt(at);
                at += Character.charCount(last);
                if (last == '\\') {
                    last = single(source.charAt(at++));
                }
                int from = first;
                int to = last;
                member = character -> character >= from && character <= to;
            }
            members = members.or(member);
        }
        at++;
        return negated ? members.negate() : members;
    }

    private static boolean isWord(int character) {
        return character < 128 && (Character.isLetterOrDigit(character) || character == '_');
    }

    /** Returns a character of a class. */
    private String one(IntPredicate members) {
        List<Integer> likely =
                LIKELY.codePoints().filter(members).limit(member + 1L).boxed().toList();
        return Optional.of(likely)
                .filter(found -> !found.isEmpty())
                .map(found -> found.get(found.size() - 1))
                .or(() -> IntStream.range(0x20, 0x3000).filter(members).boxed().findFirst())
                .map(Character::toString)
                .orElseThrow(() -> new IllegalArgumentException("The class has no character"));
    }
}

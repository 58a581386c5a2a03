package dev.errata.openapi.internal.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errata.openapi.internal.schema.Statuses;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Gives names to errors and ids to scenarios: of the code and the status, and where that is not enough, of what tells them apart. */
final class Names {

    private static final int MAX_LENGTH = 80;

    /** What names of examples say that say nothing. */
    private static final Pattern SAYS_NOTHING = Pattern.compile(
            "((an?|the|error|example|response|default|generic|sample|value|test|body|application|json|error-response)-?)*[0-9]*");

    /** Names that Windows keeps for devices. */
    private static final Set<String> RESERVED = Set.of("CON", "PRN", "AUX", "NUL", "COM1", "LPT1");

    private final Set<String> errors = new HashSet<>();
    private final Set<String> ids = new HashSet<>();

    /**
     * Names an error.
     *
     * @param status its status
     * @param code its code, empty if it has none
     * @param envelope the name of its envelope, empty if that has none
     */
    String error(int status, Optional<JsonNode> code, String envelope) {
        String plain = plain(status, code.map(JsonNode::asText).orElse(""));
        return Stream.concat(
                        Stream.of(plain, plain + "_" + status, plain + "_" + status + "_" + Words.constant(envelope)),
                        Stream.iterate(2, i -> i + 1).map(i -> plain + "_" + status + "_" + i))
                .filter(name -> !name.endsWith("_") && errors.add(key(name)))
                .findFirst()
                .orElseThrow();
    }

    private static String plain(int status, String code) {
        String phrase = Words.constant(Statuses.phrase(status));
        // Of a URL the last part is the name of the error.
        String name = code.replaceFirst("^.*[/#:](?=[^/#:]+[/#:]*$)", "")
                .replaceAll("[^A-Za-z0-9_.-]+", "_")
                .replaceAll("^[_.-]+|[_.-]+$", "");
        if (name.isEmpty() || name.equals(String.valueOf(status)) || code.equals("about:blank")) {
            return phrase;
        }
        // P0102 says nothing to people, and begins like 702 with what cannot begin a name.
        boolean opaque = !Character.isLetter(name.charAt(0))
                || (name.matches("[A-Z]{0,3}[0-9._-]+") && Statuses.named(name).isEmpty());
        String named = opaque ? phrase + "_" + name : name;
        String cut = cut(named, MAX_LENGTH);
        return RESERVED.contains(cut.toUpperCase(Locale.ROOT)) ? cut + "_ERROR" : cut;
    }

    private static String cut(String name, int length) {
        return name.length() <= length ? name : name.substring(0, length).replaceAll("[_.-]+$", "");
    }

    /** What must differ between two names: a constant of an enum stands for each, and a file, on disks that ignore case. */
    private static String key(String name) {
        return name.replaceAll("[_.-]", "").toUpperCase(Locale.ROOT);
    }

    /**
     * Gives an id to a scenario.
     *
     * @param error the name of its error
     * @param isFirst whether it is the principal scenario of the error
     * @param answer the answer
     */
    String scenario(String error, boolean isFirst, Answer answer) {
        String plain = cut(Words.hyphenated(error), MAX_LENGTH);
        String example = Words.hyphenated(answer.example());
        Stream<String> telling = Stream.of(
                        SAYS_NOTHING.matcher(example).matches() ? "" : example,
                        Words.first(answer.message(), 6),
                        answer.operation().slug())
                .filter(word -> !word.isEmpty() && !word.equals(plain))
                .map(word -> word.startsWith(plain + "-") ? word : plain + "-" + word);
        return Stream.of(
                        isFirst ? Stream.of(plain) : Stream.<String>empty(),
                        telling,
                        Stream.iterate(2, i -> i + 1).map(i -> plain + "-" + i))
                .flatMap(names -> names)
                .map(id -> cut(id, MAX_LENGTH + 40))
                .filter(ids::add)
                .findFirst()
                .orElseThrow();
    }

    /** Returns the id of a catalog: {@code shop} for the title "Shop API". */
    static String catalog(Optional<String> wish, String title) {
        return wish.orElseGet(() -> Stream.of(Words.first(title, 4))
                .map(id -> id.replaceFirst("^[0-9-]+", "").replaceFirst("-api$", ""))
                .filter(id -> !id.isEmpty())
                .findFirst()
                .orElse("api"));
    }
}

package dev.errata.openapi.internal.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.fixtures.internal.json.JsonTree;
import dev.errata.openapi.internal.schema.Places;
import dev.errata.openapi.internal.schema.Schema;
import java.util.List;
import java.util.Optional;

/**
 * An answer that an operation can end in.
 *
 * @param operation the operation
 * @param key what the description calls the status, such as {@code 404} or {@code default}
 * @param status the HTTP status
 * @param mediaType the media type of the body
 * @param schema what the body has to satisfy
 * @param places where the facts of the error stand in the body
 * @param body the body if it is JSON
 * @param text the body if it is another text
 * @param source what a catalog says of its source: {@code documented} or {@code inferred}, and the text
 * @param example the name of the example, empty if it has none
 * @param summary what happened, empty if nothing is said
 * @param place where the description has it
 * @param contradictory whether the body breaks the schema
 * @param headers the headers, in the form of a catalog
 */
record Answer(
        Operation operation,
        String key,
        int status,
        String mediaType,
        Schema schema,
        Places places,
        Optional<JsonNode> body,
        Optional<String> text,
        Source source,
        String example,
        String summary,
        String place,
        boolean contradictory,
        List<ObjectNode> headers) {

    /**
     * Where a fact comes from.
     *
     * @param kind {@code documented} or {@code inferred}
     * @param text the place, or the reason
     */
    record Source(String kind, String text) {

        static Source documented(String place) {
            return new Source("documented", place);
        }

        static Source inferred(String reason) {
            return new Source("inferred", reason);
        }

        boolean isDocumented() {
            return kind.equals("documented");
        }
    }

    /** Returns what is equal for answers that are one scenario. */
    String identity() {
        return status + " " + (body.isEmpty() && text.isEmpty() ? "" : mediaType) + "\n"
                + body.map(JsonTree::text).or(() -> text).orElse("");
    }

    /** Returns whether another answer with the same body tells more about it. */
    boolean isWorseThan(Answer other) {
        return rank() > other.rank();
    }

    private int rank() {
        return (contradictory ? 2 : 0) + (source.isDocumented() ? 0 : 1);
    }

    /** Returns the code, empty if the body has none that a catalog could name. */
    Optional<JsonNode> code() {
        return places.code().stream()
                .map(place -> body.map(json -> json.at(place)))
                .flatMap(Optional::stream)
                .filter(code -> !code.isMissingNode())
                .findFirst()
                .filter(Answer::isCode);
    }

    /** Returns the places of the code without those where this body has something else. */
    List<String> codePlaces() {
        return places.code().stream()
                .filter(place -> body.map(json -> json.at(place))
                        .filter(code -> !code.isMissingNode() && !isCode(code))
                        .isEmpty())
                .toList();
    }

    /** Returns whether a value can be the code of an error. */
    static boolean isCode(JsonNode code) {
        return (code.isTextual() && !code.asText().isEmpty()) || code.isIntegralNumber();
    }

    /** Returns the message, empty if the body has none. */
    String message() {
        return places.message().stream()
                .map(place -> body.map(json -> json.at(place).asText("")).orElse(""))
                .filter(message -> !message.isEmpty())
                .findFirst()
                .or(() -> text)
                .orElse("");
    }
}

package dev.errata.openapi.internal.schema;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the facts of an error stand in its body, as JSON pointers.
 *
 * @param code the code, at the first of these places that a body has
 * @param message the message, likewise
 * @param status places that repeat the HTTP status
 * @param fieldErrors the errors of single fields
 * @param requestId the id of the request
 * @param timestamp the time of the error
 * @param retryAfter the seconds to wait
 */
public record Places(
        List<String> code,
        List<String> message,
        List<String> status,
        Optional<FieldErrors> fieldErrors,
        Optional<String> requestId,
        Optional<String> timestamp,
        Optional<String> retryAfter) {

    /**
     * The errors of single fields.
     *
     * @param at the place of all
     * @param as the arrangement, in the words of a catalog
     * @param field the name of the field in an entry
     * @param message the name of the message in an entry
     */
    public record FieldErrors(String at, String as, Optional<String> field, Optional<String> message) {}

    /** Those of something that is not an error. */
    public static final Places NONE = new Places(
            List.of(), List.of(), List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** Returns the same places, but others of the code. */
    public Places withCode(List<String> changed) {
        return new Places(changed, message, status, fieldErrors, requestId, timestamp, retryAfter);
    }

    /** Returns the same places, but others of the message. */
    public Places withMessage(List<String> changed) {
        return new Places(code, changed, status, fieldErrors, requestId, timestamp, retryAfter);
    }

    /** Returns whether a generated body should have a value at a place, or below it. */
    boolean wants(String pointer) {
        return Stream.of(code, message, status)
                .flatMap(List::stream)
                .anyMatch(place -> place.equals(pointer) || place.startsWith(pointer + "/"));
    }
}

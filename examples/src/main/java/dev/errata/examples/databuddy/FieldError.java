package dev.errata.examples.databuddy;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with one field of a request.
 *
 * @param field where it stands, such as {@code parameters[0]}; empty when Databuddy did not say
 * @param message what is wrong; empty when Databuddy did not say
 * @param suggestion how to mend it, if Databuddy has an idea
 */
public record FieldError(
        String field, String message, @Nullable String suggestion) implements Serializable {}

package dev.errata.examples.buena;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Something Buena shall do on LinkedIn.
 *
 * @param actionType what to do, such as {@code sendConnectionRequest}
 * @param profileUrl whom to do it to, as {@code https://linkedin.com/in/username}
 * @param message what to write to them, if anything
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LinkedInAction(
        String actionType, String profileUrl, @Nullable String message) {

    public static LinkedInAction connect(String profileUrl, String message) {
        return new LinkedInAction("sendConnectionRequest", profileUrl, message);
    }
}

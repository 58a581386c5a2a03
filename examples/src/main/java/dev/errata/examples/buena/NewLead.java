package dev.errata.examples.buena;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A person that Buena does not know yet. What is {@code null} is not sent, and what is required is for Buena to say.
 *
 * @param status new, contacted, replied, converted or cold
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NewLead(
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String email,
        @Nullable String linkedinUrl,
        @Nullable String status) {

    /** A lead with the three fields that Buena requires. */
    public static NewLead of(String firstName, String lastName, String email) {
        return new NewLead(firstName, lastName, email, null, null);
    }

    public NewLead withLinkedinUrl(String linkedinUrl) {
        return new NewLead(firstName, lastName, email, linkedinUrl, status);
    }

    public NewLead withStatus(String status) {
        return new NewLead(firstName, lastName, email, linkedinUrl, status);
    }
}

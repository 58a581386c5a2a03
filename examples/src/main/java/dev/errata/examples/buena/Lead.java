package dev.errata.examples.buena;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A person as Buena knows them.
 *
 * @param id Buena's name for the lead, such as {@code lead_abc123}
 */
public record Lead(
        String id,
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String email,
        @Nullable String linkedinUrl,
        @Nullable String status) {

    public Lead {
        Objects.requireNonNull(id, "id");
    }
}

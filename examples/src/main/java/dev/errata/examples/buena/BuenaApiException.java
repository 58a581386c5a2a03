package dev.errata.examples.buena;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errata.examples.http.Answer;
import dev.errata.examples.http.ApiException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** Buena answered with an error. */
public final class BuenaApiException extends ApiException {

    private static final long serialVersionUID = 1L;

    BuenaApiException(Answer answer) {
        super(answer, "message");
    }

    /** What the error is about, such as the id of the duplicate; a missing node when Buena gave no details. */
    public JsonNode details() {
        return body().path("details");
    }

    /** Which permission the API key lacks; empty for an error of another kind. */
    public Optional<PermissionHelp> permissionHelp() {
        JsonNode help = body().path("permissionHelp");
        return help.isObject() ? Optional.of(PermissionHelp.of(help)) : Optional.empty();
    }

    /** Which quota is used up, and until when; empty for an error of another kind. */
    public Optional<RateLimitInfo> rateLimitInfo() {
        JsonNode info = body().path("rateLimitInfo");
        return info.isObject() ? Optional.of(RateLimitInfo.of(info)) : Optional.empty();
    }

    /** When the error happened by Buena's clock; empty when that is missing or no ISO 8601 time. */
    public Optional<Instant> timestamp() {
        try {
            return Optional.of(Instant.parse(body().path("timestamp").asText()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}

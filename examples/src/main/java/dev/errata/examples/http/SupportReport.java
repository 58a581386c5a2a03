package dev.errata.examples.http;

import org.jspecify.annotations.Nullable;

/**
 * What the support of an API asks for when an error persists. {@link #toString()} is the text to send.
 *
 * @param apiKeyPrefix the first eight characters of the API key, or the first half of a shorter one
 * @param requestId what the API calls the request, if it says
 * @param timestamp when the error happened by the API's clock, if it says
 * @param request method, path and payload in one line
 * @param expected what the caller had hoped for
 * @param actual the status and what the API had to say
 * @param response the body of the answer as it came
 */
public record SupportReport(
        String apiKeyPrefix,
        @Nullable String requestId,
        @Nullable String timestamp,
        String request,
        String expected,
        String actual,
        String response) {

    private static final int PREFIX = 8;

    static SupportReport of(String apiKey, ApiException error, String expected) {
        return new SupportReport(
                apiKey.substring(0, Math.min(PREFIX, apiKey.length() / 2)),
                error.body().path("requestId").textValue(),
                error.body().path("timestamp").textValue(),
                error.request(),
                expected,
                String.valueOf(error.getMessage()),
                error.text());
    }

    @Override
    public String toString() {
        return """
                API key: %s...
                Request: %s
                Request id: %s
                Time: %s
                Expected: %s
                Actual: %s
                Response: %s
                """.formatted(
                        apiKeyPrefix,
                        request,
                        requestId == null ? "none" : requestId,
                        timestamp == null ? "none" : timestamp,
                        expected,
                        actual,
                        response);
    }
}

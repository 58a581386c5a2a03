package dev.errata.contract;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.model.Envelope;
import dev.errata.fixtures.model.ResponseParts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A client that keeps all rules, whatever the style of the errors: it knows their places from the catalog. */
class StyleClient implements ClientContract {

    private final Catalog catalog;

    StyleClient(Catalog catalog) {
        this.catalog = catalog;
    }

    /** A response, and the places of the facts in it. */
    record Answer(int status, Envelope envelope, ResponseParts parts) {

        Optional<String> code() {
            return envelope.code(parts).filter(JsonNode::isValueNode).map(JsonNode::asText);
        }
    }

    @Override
    public Catalog catalog() {
        return catalog;
    }

    @Override
    public ClientReport call(URI baseUrl, String apiKey) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(baseUrl + "/things"))
                .header("Authorization", "Bearer " + apiKey)
                .build();
        for (int attempt = 1; ; attempt++) {
            try {
                Answer answer = answer(ReferenceClient.HTTP.send(request, BodyHandlers.ofString()));
                if (!isError(answer)) {
                    return ClientReport.value(answer.parts().body());
                }
                if (attempt == 3 || !isTriedAgain(answer)) {
                    return report(answer);
                }
                pause(asked(answer).orElse(backoff(attempt)));
            } catch (IOException e) {
                if (attempt == 3) {
                    return ClientReport.error(e);
                }
                pause(backoff(attempt));
            }
        }
    }

    private Answer answer(HttpResponse<String> response) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        response.headers().map().forEach((name, values) -> headers.put(name, values.get(0)));
        ResponseParts parts = parts(response.body(), headers);
        return new Answer(response.statusCode(), catalog.envelope(parts), parts);
    }

    ResponseParts parts(String body, Map<String, String> headers) throws IOException {
        return ResponseParts.of(body, headers);
    }

    /** The status of a success may come with an error, or with half a body. */
    boolean isError(Answer answer) {
        return answer.status() >= 400
                || answer.code().isPresent()
                || (answer.envelope().schema().isPresent()
                        && answer.parts().json().isMissingNode());
    }

    boolean isTriedAgain(Answer answer) {
        return answer.status() == 429
                || answer.status() == 503
                || catalog.errors().stream()
                        .filter(ApiError::isRetryable)
                        .filter(error -> error.status() == answer.status())
                        .anyMatch(error ->
                                error.code().isPresent() && error.code().equals(answer.code()));
    }

    private static Duration backoff(int attempt) {
        return Duration.ofMillis(attempt == 1 ? 50 : 200);
    }

    private static void pause(Duration wait) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(wait.toNanos());
    }

    Optional<Duration> asked(Answer answer) {
        return answer.envelope()
                .retryAfterInBody()
                .map(answer.parts().json()::at)
                .filter(JsonNode::isInt)
                .map(seconds -> Duration.ofSeconds(seconds.intValue()))
                .or(() -> answer.parts().header("Retry-After").map(StyleClient::asked));
    }

    private static Duration asked(String header) {
        try {
            Instant date = DateTimeFormatter.RFC_1123_DATE_TIME.parse(header, Instant::from);
            Duration wait = Duration.between(Instant.now(), date);
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeException e) {
            return Duration.ofSeconds(Long.parseLong(header));
        }
    }

    ClientReport report(Answer answer) {
        return ClientReport.error("HTTP " + answer.status())
                .status(answer.status())
                .code(answer.code().orElse(null))
                .details(answer.envelope()
                        .details()
                        .map(answer.parts().json()::at)
                        .orElse(null))
                .retryAfter(asked(answer).orElse(null))
                .requestId(answer.envelope()
                        .requestId()
                        .flatMap(place -> place.find(answer.parts()))
                        .map(JsonNode::asText)
                        .orElse(null));
    }
}

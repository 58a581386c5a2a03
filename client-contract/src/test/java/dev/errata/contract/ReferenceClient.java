package dev.errata.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A client that keeps all rules. What it does is cut into steps, so that others can do one of them wrong. */
abstract class ReferenceClient implements ClientContract {

    /**
     * Runs its tasks without threads of its own. With them, the HttpClient of JDK 17 and 25 sometimes takes an answer on a reused connection
     * for data that came too early (JDK-8357639): "HTTP/1.1 header parser received no bytes".
     */
    static final HttpClient HTTP = HttpClient.newBuilder()
            .executor(Runnable::run)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String path;
    private final String code;

    ReferenceClient(String path, String code) {
        this.path = path;
        this.code = code;
    }

    record Answer(int status, HttpHeaders headers, JsonNode body) {}

    static final class ApiException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Answer answer;

        ApiException(Answer answer) {
            super("HTTP " + answer.status());
            this.answer = answer;
        }
    }

    @Override
    public ClientReport call(URI baseUrl, String apiKey) throws Exception {
        try {
            return ClientReport.value(get(baseUrl, apiKey));
        } catch (ApiException e) {
            return report(e, e.answer);
        } catch (IOException e) {
            return ClientReport.error(e);
        }
    }

    private JsonNode get(URI baseUrl, String apiKey) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(baseUrl + path))
                .header("x-api-key", apiKey)
                .header("Authorization", "Bearer " + apiKey)
                .build();
        for (int attempt = 1; ; attempt++) {
            try {
                Answer answer = send(request);
                if (!isError(answer.status())) {
                    return answer.body();
                }
                if (!isTriedAgain(answer.status(), attempt)) {
                    throw new ApiException(answer);
                }
                pause(asked(answer).orElse(backoff(attempt)));
            } catch (IOException e) {
                if (attempt >= attempts()) {
                    throw broken(e, apiKey);
                }
                pause(backoff(attempt));
            }
        }
    }

    private Answer send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.headers(), parse(response.body()));
    }

    private static void pause(Duration wait) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(wait.toNanos());
    }

    JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    boolean isError(int status) {
        return status >= 400;
    }

    boolean isTriedAgain(int status, int attempt) {
        return (status == 429 || status == 503) && attempt < attempts();
    }

    int attempts() {
        return 2;
    }

    Duration backoff(int attempt) {
        return Duration.ofMillis(attempt == 1 ? 50 : 200);
    }

    Optional<Duration> asked(Answer answer) {
        return Optional.of(answer.body().path("retryAfter"))
                .filter(JsonNode::isInt)
                .map(seconds -> Duration.ofSeconds(seconds.intValue()))
                .or(() -> answer.headers().firstValue("Retry-After").flatMap(this::asked));
    }

    private Optional<Duration> asked(String header) {
        return header.matches("\\d{1,5}")
                ? Optional.of(Duration.ofSeconds(Long.parseLong(header)))
                : askedByDate(header);
    }

    Optional<Duration> askedByDate(String header) {
        try {
            Instant date = DateTimeFormatter.RFC_1123_DATE_TIME.parse(header, Instant::from);
            Duration wait = Duration.between(Instant.now(), date);
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    IOException broken(IOException cause, String apiKey) {
        return cause;
    }

    ClientReport report(ApiException error, Answer answer) {
        JsonNode details = answer.body().path("details");
        return ClientReport.error(error)
                .status(answer.status())
                .code(answer.body().at(code).textValue())
                .details(details.isMissingNode() ? null : details)
                .retryAfter(asked(answer).orElse(null))
                .requestId(answer.body().path("requestId").textValue());
    }
}

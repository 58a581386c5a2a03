package dev.errata.examples.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.failsafe.FailsafeException;
import dev.failsafe.FailsafeExecutor;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Sends JSON, reads JSON, and turns whatever else comes back into the API's own exception.
 *
 * <p>Every method throws
 *
 * <ul>
 *   <li>the API's {@link ApiException} for an answer that tells of a failure or that cannot be understood,
 *   <li>{@link UncheckedIOException} when there was no answer. If the reason is that the thread was interrupted, the
 *       cause is an {@link InterruptedIOException} and the thread stays interrupted.
 * </ul>
 */
public final class JsonHttp {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final HttpClient http;
    private final String baseUrl;
    private final String apiKey;
    private final Function<Answer, ? extends ApiException> errors;
    private final Duration timeout;
    private final ErrorMonitor monitor;
    private final Consumer<String> log;
    private final FailsafeExecutor<Object> repeatable;
    private final FailsafeExecutor<Object> unrepeatable;

    JsonHttp(
            URI baseUrl,
            String apiKey,
            Function<Answer, ? extends ApiException> errors,
            RetryConfig retry,
            Duration timeout,
            ErrorMonitor monitor,
            Consumer<String> log) {
        this.baseUrl = baseUrl.toString().replaceFirst("/+$", "");
        this.apiKey = apiKey;
        this.errors = errors;
        this.timeout = timeout;
        this.monitor = monitor;
        this.log = log;
        this.repeatable = new Retries(retry).of(true);
        this.unrepeatable = new Retries(retry).of(false);
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .build();
    }

    /** Sends a call whose answer matters only if it is an error. */
    public void send(Call call) {
        send(call, answer -> answer);
    }

    /** Sends a call and reads the answer's body as the given type. */
    public <T> T send(Call call, Class<T> type) {
        return send(call, answer -> {
            if (!answer.body().isObject()) {
                throw new IllegalArgumentException("The body is not a JSON object");
            }
            return JSON.treeToValue(answer.body(), type);
        });
    }

    /**
     * Tells an API's support of a failure.
     *
     * @param error how the API answered
     * @param expected what the caller had hoped for
     */
    public SupportReport supportReport(ApiException error, String expected) {
        return SupportReport.of(apiKey, error, expected);
    }

    private <T> T send(Call call, Reader<T> reader) {
        Outgoing request = outgoing(call);
        try {
            return (call.repeatable() ? repeatable : unrepeatable).get(() -> attempt(request, reader));
        } catch (FailsafeException e) {
            throw unchecked(e);
        }
    }

    private <T> T attempt(Outgoing request, Reader<T> reader) throws IOException, InterruptedException {
        try {
            T result = read(answer(request), reader);
            monitor.requestSucceeded();
            return result;
        } catch (ApiException e) {
            monitor.requestFailed(e.code().orElse("HTTP " + e.status()));
            throw e;
        } catch (IOException e) {
            monitor.requestFailed(e.getClass().getSimpleName());
            throw e;
        }
    }

    private Answer answer(Outgoing outgoing) throws IOException, InterruptedException {
        log("> " + outgoing.summary() + " " + outgoing.request().headers().map());
        HttpResponse<byte[]> response = exchange(outgoing.request());
        String text = new String(response.body(), StandardCharsets.UTF_8);
        log("< " + response.statusCode() + " " + response.headers().map() + " " + text);
        return new Answer(outgoing.summary(), response.statusCode(), response.headers(), text, json(response.body()));
    }

    /** An answer may repeat the key, so that it is looked for in the whole line. */
    private void log(String line) {
        log.accept(apiKey.isEmpty() ? line : line.replace(apiKey, "[REDACTED]"));
    }

    /** Unlike {@link HttpRequest.Builder#timeout}, this timeout ends only with the last byte of the body. */
    private HttpResponse<byte[]> exchange(HttpRequest request) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> response = http.sendAsync(request, BodyHandlers.ofByteArray());
        try {
            return response.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no complete answer within " + timeout);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException network ? network : new IOException(e.getCause());
        } finally {
            response.cancel(true);
        }
    }

    private <T> T read(Answer answer, Reader<T> reader) {
        if (answer.isError()) {
            throw errors.apply(answer);
        }
        try {
            return reader.read(answer);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            ApiException error = errors.apply(answer);
            error.initCause(e);
            throw error;
        }
    }

    private Outgoing outgoing(Call call) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(baseUrl + call.path()))
                .header("x-api-key", apiKey)
                .header("Accept", "application/json");
        BodyPublisher body = BodyPublishers.noBody();
        String summary = call.method() + " " + call.path();
        if (call.body() != null) {
            request.header("Content-Type", "application/json");
            String json = written(call.body());
            body = BodyPublishers.ofString(json);
            summary += " " + json;
        }
        return new Outgoing(request.method(call.method(), body).build(), summary);
    }

    /** A request, and the line that tells people of it. */
    private record Outgoing(HttpRequest request, String summary) {}

    private static String written(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Cannot convert to JSON: " + body.getClass(), e);
        }
    }

    private static JsonNode json(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    private static RuntimeException unchecked(FailsafeException failure) {
        if (failure.getCause() instanceof IOException noAnswer) {
            return new UncheckedIOException(noAnswer);
        }
        if (failure.getCause() instanceof InterruptedException) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("interrupted before there was an answer");
            interrupted.initCause(failure);
            return new UncheckedIOException(interrupted);
        }
        return failure;
    }

    private interface Reader<T> {
        T read(Answer answer) throws JsonProcessingException;
    }
}

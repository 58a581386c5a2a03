package dev.errata.examples.http;

import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The settings that every client has.
 *
 * @param <C> the client to be built
 */
public final class ClientBuilder<C> {

    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    private final URI baseUrl;
    private final String apiKey;
    private final Function<Answer, ? extends ApiException> errors;
    private final Function<JsonHttp, C> client;
    private RetryConfig retry = RetryConfig.defaults();
    private Duration timeout = DEFAULT_TIMEOUT;
    private ErrorMonitor monitor = new ErrorMonitor(snapshot -> {});
    private Consumer<String> log = line -> {};

    /**
     * Starts with what no client can do without.
     *
     * @param baseUrl what every path is appended to
     * @param apiKey sent in {@code x-api-key} with every request
     * @param errors makes the API's own exception from an answer
     * @param client makes the client
     * @throws IllegalArgumentException if no header can carry the key, whose value the message keeps to itself
     */
    public ClientBuilder(
            URI baseUrl, String apiKey, Function<Answer, ? extends ApiException> errors, Function<JsonHttp, C> client) {
        if (!apiKey.chars().allMatch(character -> character > ' ' && character < 0x7f)) {
            throw new IllegalArgumentException("the API key has a character in it that no HTTP header can carry");
        }
        this.baseUrl = baseUrl;
        this.apiKey = apiKey;
        this.errors = errors;
        this.client = client;
    }

    /** How failed requests are repeated; {@link RetryConfig#defaults()} unless told. */
    public ClientBuilder<C> retry(RetryConfig retry) {
        this.retry = retry;
        return this;
    }

    /** How long one attempt may take, up to the last byte of the answer; 30 seconds unless told. */
    public ClientBuilder<C> timeout(Duration timeout) {
        this.timeout = timeout;
        return this;
    }

    /** Who counts the requests and their errors; nobody unless told. */
    public ClientBuilder<C> monitor(ErrorMonitor monitor) {
        this.monitor = monitor;
        return this;
    }

    /** Who gets a line for each request and one for its answer, with {@code [REDACTED]} for the key; nobody unless told. */
    public ClientBuilder<C> log(Consumer<String> log) {
        this.log = log;
        return this;
    }

    /** The client, which any number of threads may share. */
    public C build() {
        return client.apply(new JsonHttp(baseUrl, apiKey, errors, retry, timeout, monitor, log));
    }
}

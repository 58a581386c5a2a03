package dev.errata.pacts;

import java.net.URI;
import org.apiguardian.api.API;

/**
 * One call of the user's own client, with assertions about its result.
 *
 * <pre>{@code
 * baseUrl -> assertThatThrownBy(() -> client(baseUrl).getLead("lead_abc123")).isInstanceOf(BuenaApiException.class)
 * }</pre>
 */
@FunctionalInterface
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface ClientCall {

    /**
     * Makes the client send exactly one request.
     *
     * @param baseUrl what the client is configured with, base path included, without a slash at the end
     * @throws Throwable if the client does anything else than was expected, an {@code AssertionError} as a rule
     */
    void send(URI baseUrl) throws Throwable;
}

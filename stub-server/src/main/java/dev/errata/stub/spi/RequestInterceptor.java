package dev.errata.stub.spi;

import dev.errata.stub.http.StubRequest;
import dev.errata.stub.http.StubResponse;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * Answers some requests before anything else does: a page, or a way to control the server from another process. Requests that
 * it answers are not in the traffic.
 *
 * <pre>{@code
 * ServerOptions.defaults().interceptor(request -> request.path().equals("/healthz")
 *         ? Optional.of(StubResponse.text(200, "ok"))
 *         : Optional.empty());
 * }</pre>
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@FunctionalInterface
public interface RequestInterceptor {

    /**
     * Answers a request, or leaves it to the server. Called for each request, by many threads at once.
     *
     * @param request the request as it was received
     * @return the answer, empty to leave the request to the server
     */
    Optional<StubResponse> intercept(StubRequest request);
}

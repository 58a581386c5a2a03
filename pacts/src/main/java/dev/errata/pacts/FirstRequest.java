package dev.errata.pacts;

import dev.errata.stub.http.StubRequest;
import dev.errata.stub.http.StubResponse;
import dev.errata.stub.spi.RequestInterceptor;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Keeps the first request of a call. Those after it are refused with a status that no client retries, so that none waits. */
final class FirstRequest implements RequestInterceptor {

    private static final StubResponse REFUSAL =
            StubResponse.text(400, "A pact describes one request, so switch off retries.");

    private final RequestInterceptor answer;
    private final AtomicInteger received = new AtomicInteger();
    private final AtomicReference<@Nullable StubRequest> first = new AtomicReference<>();

    /**
     * Creates an interceptor.
     *
     * @param answer answers the first request
     */
    FirstRequest(RequestInterceptor answer) {
        this.answer = answer;
    }

    /** Returns how many requests came. */
    int received() {
        return received.get();
    }

    /** Returns the first request, empty if none came. */
    Optional<StubRequest> request() {
        return Optional.ofNullable(first.get());
    }

    @Override
    public Optional<StubResponse> intercept(StubRequest request) {
        received.incrementAndGet();
        return first.compareAndSet(null, request) ? answer.intercept(request) : Optional.of(REFUSAL);
    }
}

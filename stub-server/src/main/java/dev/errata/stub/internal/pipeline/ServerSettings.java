package dev.errata.stub.internal.pipeline;

import dev.errata.stub.internal.http.Binding;
import dev.errata.stub.internal.upstream.UpstreamAddress;
import dev.errata.stub.internal.wiremock.WireMockExtensions;
import dev.errata.stub.spi.RequestInterceptor;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a server answers, apart from its catalog.
 *
 * @param binding where it listens
 * @param interceptor answers some requests before anything else does
 * @param retryAfterHeader whether the header {@code Retry-After} repeats the wait that a body tells
 * @param shortWait the seconds that replace a longer documented wait
 * @param cors whether browsers may read the answers from pages of other origins
 * @param extensions the user's extensions of WireMock
 * @param upstream where requests are forwarded to that nothing else answers
 */
public record ServerSettings(
        Binding binding,
        Optional<RequestInterceptor> interceptor,
        boolean retryAfterHeader,
        OptionalLong shortWait,
        boolean cors,
        WireMockExtensions extensions,
        Optional<UpstreamAddress> upstream) {

    /** A free port of the loopback interface, and answers as documented. */
    public static final ServerSettings DEFAULTS = new ServerSettings(
            Binding.LOOPBACK,
            Optional.empty(),
            false,
            OptionalLong.empty(),
            true,
            WireMockExtensions.NONE,
            Optional.empty());

    /** Returns the same settings, listening elsewhere. */
    public ServerSettings with(Binding other) {
        return new ServerSettings(other, interceptor, retryAfterHeader, shortWait, cors, extensions, upstream);
    }

    /** Returns the same settings with an interceptor. */
    public ServerSettings with(RequestInterceptor other) {
        return new ServerSettings(binding, Optional.of(other), retryAfterHeader, shortWait, cors, extensions, upstream);
    }

    /** Returns the same settings with or without the header {@code Retry-After}. */
    public ServerSettings withRetryAfterHeader(boolean sent) {
        return new ServerSettings(binding, interceptor, sent, shortWait, cors, extensions, upstream);
    }

    /** Returns the same settings with short waits. */
    public ServerSettings withShortWait(long seconds) {
        return new ServerSettings(
                binding, interceptor, retryAfterHeader, OptionalLong.of(seconds), cors, extensions, upstream);
    }

    /** Returns the same settings with or without CORS. */
    public ServerSettings withCors(boolean allowed) {
        return new ServerSettings(binding, interceptor, retryAfterHeader, shortWait, allowed, extensions, upstream);
    }

    /** Returns the same settings with extensions of WireMock. */
    public ServerSettings with(WireMockExtensions other) {
        return new ServerSettings(binding, interceptor, retryAfterHeader, shortWait, cors, other, upstream);
    }

    /** Returns the same settings with an upstream. */
    public ServerSettings with(UpstreamAddress other) {
        return new ServerSettings(
                binding, interceptor, retryAfterHeader, shortWait, cors, extensions, Optional.of(other));
    }
}

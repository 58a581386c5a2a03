package dev.errata.stub.internal.pipeline;

import dev.errata.fixtures.traffic.Exchange;
import dev.errata.stub.http.HeaderField;
import dev.errata.stub.http.StubRequest;
import dev.errata.stub.http.StubResponse;
import dev.errata.stub.internal.response.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Lets pages of other origins read the answers, so that clients in browsers can be tested. */
final class Cors {

    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
    private static final String ALLOW_CREDENTIALS = "Access-Control-Allow-Credentials";
    private static final String VARY = "Vary";

    private Cors() {}

    /** Returns the answer to a preflight, empty if the request is none. */
    static Optional<Reply> preflight(StubRequest request) {
        Optional<String> origin = request.header("Origin");
        Optional<String> method = request.header("Access-Control-Request-Method");
        if (!request.method().equals("OPTIONS") || origin.isEmpty() || method.isEmpty()) {
            return Optional.empty();
        }
        List<HeaderField> headers = new ArrayList<>(allowing(origin.get()));
        headers.add(new HeaderField("Access-Control-Allow-Methods", method.get()));
        request.header("Access-Control-Request-Headers")
                .ifPresent(asked -> headers.add(new HeaderField("Access-Control-Allow-Headers", asked)));
        return Optional.of(Reply.of(StubResponse.of(204, headers, new byte[0]), Exchange.Source.PREFLIGHT));
    }

    private static List<HeaderField> allowing(String origin) {
        return List.of(
                new HeaderField(ALLOW_ORIGIN, origin),
                new HeaderField(ALLOW_CREDENTIALS, "true"),
                new HeaderField(VARY, "Origin"));
    }

    /** Returns the reply that the origin of a request may read, with all of its headers. */
    static Reply allow(StubRequest request, Reply reply) {
        Optional<String> origin = request.header("Origin");
        StubResponse response = reply.response();
        if (origin.isEmpty() || response.header(ALLOW_ORIGIN).isPresent()) {
            return reply;
        }
        List<HeaderField> headers = new ArrayList<>(response.headers());
        headers.addAll(allowing(origin.get()));
        headers.add(new HeaderField(
                "Access-Control-Expose-Headers",
                response.headers().stream().map(HeaderField::name).distinct().collect(Collectors.joining(", "))));
        return reply.with(new StubResponse(response.status(), response.reason(), headers, response.body()));
    }
}

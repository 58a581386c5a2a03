package dev.errata.stub.internal.upstream;

import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.traffic.Exchange;
import dev.errata.stub.http.HeaderField;
import dev.errata.stub.http.StubRequest;
import dev.errata.stub.http.StubResponse;
import dev.errata.stub.internal.http.Call;
import dev.errata.stub.internal.http.CallException;
import dev.errata.stub.internal.response.Reply;
import dev.errata.stub.internal.response.UnmatchedResponse;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The real API behind one server. Forwards requests to it, and recognizes the documented errors among its answers. */
public final class Upstream implements AutoCloseable {

    /** More requests at once come from a loop through other programs, which nothing else would end. */
    private static final int MOST_CALLS = 500;

    /** What is said to the next machine and not to the API, as RFC 9110, 7.6.1, lists it; the framing is told anew. */
    private static final Set<String> HOP_BY_HOP =
            Set.of("connection", "proxy-connection", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade");

    /** What {@code Connection} cannot make hop-by-hop. */
    private static final Set<String> END_TO_END = Set.of("host", "content-length");

    /**
     * The upstreams that a request has passed on its way through this JVM, by the address that it comes from now. A header could
     * tell that, too, but the real API would see it.
     */
    private static final Map<SocketAddress, List<Upstream>> PASSED = new ConcurrentHashMap<>();

    private final UpstreamAddress address;
    private final Catalog catalog;
    private final int mostCalls;
    private final Set<Call> calls = ConcurrentHashMap.newKeySet();

    /**
     * Prepares to forward requests; connects when there is one.
     *
     * @param address where to
     * @param catalog the catalog of the API
     */
    public Upstream(UpstreamAddress address, Catalog catalog) {
        this(address, catalog, MOST_CALLS);
    }

    Upstream(UpstreamAddress address, Catalog catalog, int mostCalls) {
        this.address = address;
        this.catalog = catalog;
        this.mostCalls = mostCalls;
    }

    /**
     * Forwards a request, and waits for the answer.
     *
     * @param request the request as the API sees it
     * @param client where it came from
     * @return the answer, as it was given, or an {@link UnmatchedResponse} that says why none came; empty if the request is not
     *     below the base path of the catalog, which stands for the path of the upstream's URL
     */
    public Optional<Reply> forward(StubRequest request, SocketAddress client) {
        return target(request).map(target -> {
            try {
                return reply(request, answer(forUpstream(request, target), client));
            } catch (CallException e) {
                String reason = "%s %s could not be forwarded: the upstream %s %s."
                        .formatted(request.method(), request.target(), address, e.predicate());
                return Reply.of(
                        UnmatchedResponse.because(502, request.masked(reason, catalog.masking())),
                        Exchange.Source.NOTHING);
            }
        });
    }

    private Optional<String> target(StubRequest request) {
        String sent = request.target();
        String base = catalog.basePath();
        if (!sent.startsWith("/") || !sent.startsWith(base)) {
            return Optional.empty();
        }
        String below = sent.substring(base.length());
        if (!below.isEmpty() && !below.startsWith("/") && !below.startsWith("?")) {
            return Optional.empty();
        }
        String mapped = address.basePath() + below;
        return Optional.of(mapped.startsWith("/") ? mapped : "/" + mapped);
    }

    private Call.Answer answer(StubRequest request, SocketAddress client) throws CallException {
        List<Upstream> passed = PASSED.getOrDefault(client, List.of());
        if (passed.contains(this)) {
            throw new CallException("leads back to this server");
        }
        try (Call call = new Call(address.timeout())) {
            calls.add(call);
            try {
                if (calls.size() > mostCalls) {
                    throw new CallException("has not answered %d other requests yet; it may lead back to this server"
                            .formatted(mostCalls));
                }
                SocketAddress here = call.connect(address.url());
                PASSED.put(here, with(passed, this));
                try {
                    return call.send(address.url(), request);
                } finally {
                    PASSED.remove(here);
                }
            } finally {
                calls.remove(call);
            }
        }
    }

    private static List<Upstream> with(List<Upstream> passed, Upstream next) {
        List<Upstream> all = new ArrayList<>(passed);
        all.add(next);
        return all;
    }

    private StubRequest forUpstream(StubRequest request, String target) {
        List<HeaderField> headers = new ArrayList<>();
        for (HeaderField header : endToEnd(request.headers())) {
            headers.add(header.isNamed("Host") ? host() : header);
        }
        if (request.header("Host").isEmpty()) {
            headers.add(0, host());
        }
        if (request.header("Transfer-Encoding").isPresent()) {
            headers.add(new HeaderField("Content-Length", String.valueOf(request.sentBody().length)));
        }
        headers.add(new HeaderField("Connection", "close"));
        return new StubRequest(request.method(), target, headers, request.body(), request.sentBody());
    }

    private HeaderField host() {
        return new HeaderField("Host", address.url().getRawAuthority());
    }

    private Reply reply(StubRequest request, Call.Answer answer) {
        StubResponse sent = answer.response();
        List<HeaderField> headers = new ArrayList<>(endToEnd(sent.headers()));
        if (!request.method().equals("HEAD")) {
            headers.removeIf(header -> header.isNamed("Content-Length"));
        }
        StubResponse response = new StubResponse(sent.status(), sent.reason(), headers, sent.body());
        if (UnmatchedResponse.reason(response).isPresent()) {
            return Reply.of(response, Exchange.Source.NOTHING);
        }
        Reply reply = Reply.of(response, Exchange.Source.UPSTREAM).chunked(answer.chunked());
        return Recognition.of(catalog, response).map(reply::as).orElse(reply);
    }

    private static List<HeaderField> endToEnd(List<HeaderField> headers) {
        Set<String> dropped = new HashSet<>(HOP_BY_HOP);
        for (HeaderField header : headers) {
            if (header.isNamed("Connection")) {
                for (String name : header.value().split(",", -1)) {
                    dropped.add(name.strip().toLowerCase(Locale.ROOT));
                }
            }
        }
        dropped.removeAll(END_TO_END);
        return headers.stream()
                .filter(header -> !dropped.contains(header.name().toLowerCase(Locale.ROOT)))
                .toList();
    }

    /** Ends the requests that wait for an answer. */
    @Override
    public void close() {
        calls.forEach(Call::close);
    }

    @Override
    public String toString() {
        return address.toString();
    }
}

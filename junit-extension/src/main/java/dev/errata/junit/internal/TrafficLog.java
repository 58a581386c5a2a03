package dev.errata.junit.internal;

import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Exchange;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.Traffic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The exchanges of one lane, in bounded memory: when there are too many the oldest are dropped. */
final class TrafficLog {

    /** A test has a few; a server that many tests share must not fill the memory. */
    private static final int MOST_EXCHANGES = 1_000;

    /** Of all bodies together, unless the newest exchange alone has more. */
    private static final long MOST_BYTES = 16L * 1024 * 1024;

    /** What is kept of an exchange. It becomes readable, and its keys are masked, when somebody asks. */
    private record Entry(
            long number, long received, long answered, String url, LoggedRequest request, Reply reply, boolean cut) {

        long bytes() {
            byte[] answer = reply.response().getByteBody();
            return request.getBody().length + (answer == null ? 0L : answer.length);
        }
    }

    private final Catalog catalog;
    private final String name;
    private final long start = System.nanoTime();
    private final Deque<Entry> entries = new ArrayDeque<>();
    private Map<Scenario, Long> answered = new HashMap<>();
    private long bytes;
    private long total;

    TrafficLog(Catalog catalog, String name) {
        this.catalog = catalog;
        this.name = name;
    }

    /**
     * Keeps an exchange.
     *
     * @param request the copy of the request that WireMock makes anyway
     * @param url its URL as the API sees it
     * @param received when the request was read, in terms of {@link System#nanoTime()}
     * @param reply what it gets
     * @param cut whether the answer does not arrive as a whole
     */
    synchronized void add(LoggedRequest request, String url, long received, Reply reply, boolean cut) {
        total++;
        Entry entry = new Entry(
                total,
                received - start,
                System.nanoTime() - start + reply.hold().toNanos(),
                url,
                request,
                reply,
                cut);
        entries.add(entry);
        if (!cut && reply.brokenBy().filter(fault -> !RawAnswer.breaks(fault)).isEmpty()) {
            reply.scenario().ifPresent(scenario -> answered.merge(scenario, 1L, Long::sum));
        }
        bytes += entry.bytes();
        while (entries.size() > MOST_EXCHANGES || (bytes > MOST_BYTES && entries.size() > 1)) {
            bytes -= entries.remove().bytes();
        }
    }

    synchronized long total() {
        return total;
    }

    /** How often each scenario reached a client, whole and unchanged, since this was last called. */
    synchronized Map<Scenario, Long> takeAnswered() {
        if (answered.isEmpty()) {
            return Map.of();
        }
        Map<Scenario, Long> taken = answered;
        answered = new HashMap<>();
        return taken;
    }

    synchronized Traffic snapshot() {
        return new Traffic(catalog, name, entries.stream().map(this::exchange).toList(), total - entries.size());
    }

    private Exchange exchange(Entry entry) {
        return new Exchange(
                entry.number(),
                Duration.ofNanos(entry.received()),
                Duration.ofNanos(entry.answered()),
                new Exchange.Request(
                        entry.request().getMethod().getName(),
                        entry.url(),
                        catalog.masked(byName(entry.request().getHeaders().all())),
                        new String(entry.request().getBody(), StandardCharsets.UTF_8)),
                entry.cut() ? Optional.empty() : response(entry.reply().response()),
                entry.reply().source(),
                entry.reply().scenario(),
                entry.reply()
                        .brokenBy()
                        .<Enum<?>>map(fault -> fault)
                        .or(() -> Optional.ofNullable(entry.reply().response().getFault()))
                        .map(Enum::name));
    }

    /** Another server's answer is not known here, and WireMock's own faults leave none. */
    private static Optional<Exchange.Response> response(ResponseDefinition response) {
        if (response.isProxyResponse() || response.getFault() != null) {
            return Optional.empty();
        }
        byte[] body = response.getByteBody();
        return Optional.of(new Exchange.Response(
                response.getStatus(),
                Collections.unmodifiableMap(byName(Reply.headers(response))),
                body == null ? "" : new String(body, StandardCharsets.UTF_8)));
    }

    private static Map<String, List<String>> byName(Iterable<HttpHeader> headers) {
        Map<String, List<String>> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach(header -> byName.put(header.key(), List.copyOf(header.values())));
        return byName;
    }
}

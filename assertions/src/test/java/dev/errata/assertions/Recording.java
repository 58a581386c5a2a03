package dev.errata.assertions;

import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Fault;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.traffic.Exchange;
import dev.errata.fixtures.traffic.Exchange.Request;
import dev.errata.fixtures.traffic.Exchange.Response;
import dev.errata.fixtures.traffic.Exchange.Source;
import dev.errata.fixtures.traffic.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Invents what a client did. Times are in milliseconds; each answer takes one unless it says otherwise. */
final class Recording {

    static final Map<String, List<String>> KEY = Map.of("x-api-key", List.of("bna_0123456789abcdef"));

    private final Catalog catalog;
    private final List<Exchange> exchanges = new ArrayList<>();
    private Request request = new Request("GET", "/api/v2/leads/1", KEY, "");

    /** Records what a client of Buena did. */
    Recording() {
        this(Catalog.buena());
    }

    Recording(Catalog catalog) {
        this.catalog = catalog;
    }

    /** What the client sends from here on. */
    Recording request(String method, String url, Map<String, List<String>> headers, String body) {
        request = new Request(method, url, headers, body);
        return this;
    }

    /** An answer that is that scenario, or none where it is {@code null}. */
    Recording answered(int at, int status, String scenario) {
        return slowlyAnswered(at, at + 1, status, scenario);
    }

    /** An answer whose first byte leaves at once, and whose last byte leaves at the end. */
    Recording slowlyAnswered(int at, int end, int status, String scenario) {
        Optional<Scenario> known = Optional.ofNullable(scenario).map(catalog::scenario);
        String body = known.map(error -> error.answer().body()).orElse("{}");
        return add(at, end, Optional.of(new Response(status, Map.of(), body)), Source.API, known, Optional.empty());
    }

    Recording answered(int at, int status, Map<String, List<String>> headers, String body) {
        return add(
                at,
                at + 1,
                Optional.of(new Response(status, headers, body)),
                Source.API,
                Optional.empty(),
                Optional.empty());
    }

    Recording broken(int at) {
        return broken(at, at + 1, null, Fault.RESET_BEFORE_HEADERS);
    }

    /** An answer that is that scenario, and of which not all left. */
    Recording broken(int at, int end, String scenario, Fault fault) {
        return add(
                at,
                end,
                Optional.empty(),
                Source.API,
                Optional.ofNullable(scenario).map(catalog::scenario),
                Optional.of(fault));
    }

    /** A request that is no attempt, or one that nothing was done about. */
    Recording other(int at, int status, Source source) {
        Optional<Response> response =
                Optional.of(status).filter(some -> some > 0).map(some -> new Response(some, Map.of(), ""));
        return add(at, at + 1, response, source, Optional.empty(), Optional.empty());
    }

    private Recording add(
            int at,
            int end,
            Optional<Response> response,
            Source source,
            Optional<Scenario> scenario,
            Optional<Fault> fault) {
        exchanges.add(new Exchange(
                catalog,
                exchanges.size() + 1,
                Duration.ofMillis(at),
                new Exchange.Delivery(Duration.ofMillis(at), Duration.ofMillis(end), response.isPresent()),
                request,
                response,
                source,
                scenario,
                fault,
                Optional.empty()));
        return this;
    }

    Traffic traffic() {
        return new Traffic(catalog, "Buena", exchanges, 0);
    }
}

package dev.errata.assertions;

import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Exchange;
import dev.errata.fixtures.Exchange.Request;
import dev.errata.fixtures.Exchange.Response;
import dev.errata.fixtures.Exchange.Source;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes up what a client did. Times are in milliseconds; each answer takes one. */
final class Recording {

    static final Map<String, List<String>> KEY =
            Catalog.buena().masked(Map.of("x-api-key", List.of("bna_0123456789abcdef")));

    private final List<Exchange> exchanges = new ArrayList<>();
    private Request request = new Request("GET", "/api/v2/leads/1", KEY, "");

    /** What the client sends from here on. */
    Recording request(String method, String url, Map<String, List<String>> headers, String body) {
        request = new Request(method, url, headers, body);
        return this;
    }

    /** An answer that is that scenario, or none where it is {@code null}. */
    Recording answered(int at, int status, String scenario) {
        Optional<Scenario> known = Optional.ofNullable(scenario).map(Catalog.buena()::scenario);
        String body = known.map(error -> error.answer().body()).orElse("{}");
        return add(at, Optional.of(new Response(status, Map.of(), body)), known, Optional.empty());
    }

    Recording answered(int at, int status, Map<String, List<String>> headers, String body) {
        return add(at, Optional.of(new Response(status, headers, body)), Optional.empty(), Optional.empty());
    }

    Recording broken(int at) {
        return add(at, Optional.empty(), Optional.empty(), Optional.of("RESET_BEFORE_HEADERS"));
    }

    private Recording add(int at, Optional<Response> response, Optional<Scenario> scenario, Optional<String> fault) {
        exchanges.add(new Exchange(
                exchanges.size() + 1,
                Duration.ofMillis(at),
                Duration.ofMillis(at + 1L),
                request,
                response,
                Source.API,
                scenario,
                fault));
        return this;
    }

    Traffic traffic() {
        return traffic(Catalog.buena());
    }

    Traffic traffic(Catalog catalog) {
        return new Traffic(catalog, "Buena", exchanges, 0);
    }
}

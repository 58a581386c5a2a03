package dev.errata.stub.internal.pipeline;

import dev.errata.fixtures.traffic.Exchange;
import dev.errata.stub.http.StubRequest;
import dev.errata.stub.internal.response.CatalogResponses;
import dev.errata.stub.internal.response.Reply;
import dev.errata.stub.internal.routing.Found;
import dev.errata.stub.internal.routing.Routes;
import java.util.Optional;

/**
 * What a catalog answers at its plain URL: its triggers, and its endpoints.
 *
 * @param responses makes the responses
 */
public record PlainApi(CatalogResponses responses) {

    /** Returns what a request is answered, empty if the catalog does not know it. */
    public Optional<Reply> answer(StubRequest request) {
        return Routes.of(responses.catalog()).find(request).map(this::reply);
    }

    private Reply reply(Found found) {
        return found.scenario()
                .map(scenario -> found.json()
                        .map(json -> responses.of(scenario, json, Exchange.Source.API))
                        .orElseGet(() -> responses.of(scenario, Exchange.Source.API)))
                .orElseGet(() -> responses.of(found.answer(), found.json()));
    }
}

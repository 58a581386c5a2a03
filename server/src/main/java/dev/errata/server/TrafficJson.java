package dev.errata.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.fixtures.Exchange;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.Traffic;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Traffic as the control API tells it. */
final class TrafficJson {

    private TrafficJson() {}

    static ObjectNode of(Traffic traffic) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("dropped", traffic.dropped());
        ArrayNode exchanges = json.putArray("exchanges");
        traffic.forEach(exchange -> write(exchange, exchanges.addObject()));
        return json;
    }

    private static void write(Exchange exchange, ObjectNode json) {
        json.put("number", exchange.number())
                .put("received", exchange.received().toString())
                .put("answered", exchange.answered().toString())
                .put("source", exchange.source().name().toLowerCase(Locale.ROOT));
        exchange.scenario().map(Scenario::id).ifPresent(id -> json.put("scenario", id));
        exchange.fault().ifPresent(fault -> json.put("fault", fault));
        ObjectNode request = json.putObject("request")
                .put("method", exchange.request().method())
                .put("url", exchange.request().url());
        headers(exchange.request().headers(), request.putObject("headers"));
        request.put("body", exchange.request().body());
        exchange.response().ifPresent(response -> {
            ObjectNode told = json.putObject("response").put("status", response.status());
            headers(response.headers(), told.putObject("headers"));
            told.put("body", response.body());
        });
    }

    private static void headers(Map<String, List<String>> headers, ObjectNode json) {
        headers.forEach((name, values) -> {
            ArrayNode all = json.putArray(name);
            values.forEach(all::add);
        });
    }
}

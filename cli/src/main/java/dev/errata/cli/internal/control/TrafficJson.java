package dev.errata.cli.internal.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.traffic.Exchange;
import dev.errata.fixtures.traffic.Traffic;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes traffic as the control API returns it, credentials masked. */
final class TrafficJson {

    private TrafficJson() {}

    static ObjectNode of(Traffic traffic) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("dropped", traffic.dropped());
        ArrayNode exchanges = json.putArray("exchanges");
        traffic.masked().forEach(exchange -> write(exchange, exchanges.addObject()));
        return json;
    }

    /** Returns the name of a source in JSON, for example {@code broken-off}. */
    static String name(Exchange.Source source) {
        return source.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void write(Exchange exchange, ObjectNode json) {
        json.put("number", exchange.number())
                .put("received", exchange.received().toString())
                .put("began", exchange.delivery().began().toString())
                .put("ended", exchange.delivery().ended().toString())
                .put("whole", exchange.delivery().whole())
                .put("source", name(exchange.source()));
        exchange.scenario().map(Scenario::id).ifPresent(id -> json.put("scenario", id));
        exchange.fault().ifPresent(fault -> json.put("fault", fault.name()));
        ObjectNode request = json.putObject("request")
                .put("method", exchange.request().method())
                .put("url", exchange.request().url());
        headers(exchange.request().headers(), request.putObject("headers"));
        request.put("body", exchange.request().body());
        exchange.response().ifPresent(response -> {
            ObjectNode answer = json.putObject("response").put("status", response.status());
            headers(response.headers(), answer.putObject("headers"));
            answer.put("body", response.body());
        });
    }

    private static void headers(Map<String, List<String>> headers, ObjectNode json) {
        headers.forEach((name, values) -> {
            ArrayNode all = json.putArray(name);
            values.forEach(all::add);
        });
    }
}

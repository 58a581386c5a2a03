package dev.errata.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import dev.errata.fixtures.Scenario;
import dev.errata.junit.Chaos;
import dev.errata.junit.Fault;
import dev.errata.junit.Latency;
import dev.errata.junit.StubServer;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The control API: what a Java test does with a {@link StubServer}, over HTTP. {@code docs/control-api.md} describes it. */
final class Control {

    static final String PATH = "/__errata";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** What a request is answered; empty where there is nothing to tell. */
    private interface Action extends Function<Request, Optional<ObjectNode>> {}

    private final StubServer server;
    private final Guard guard;
    private final Map<String, Map<String, Action>> resources;

    private Optional<Chaos> chaos = Optional.empty();

    /** How many requests came before the traffic was cleared. */
    private volatile long forgotten;

    Control(StubServer server, Guard guard) {
        this.server = server;
        this.guard = guard;
        this.resources = Map.of(
                "", Map.of("GET", request -> Optional.of(index())),
                "/scripts",
                        Map.of(
                                "POST", body(Orders.Step.class, this::script),
                                "DELETE", done(server::endScripts)),
                "/quota",
                        Map.of(
                                "PUT", body(Orders.Quota.class, this::quota),
                                "DELETE", done(server::endQuotas)),
                "/latency",
                        Map.of(
                                "PUT", body(Orders.Delays.class, order -> server.latency(order.latency())),
                                "DELETE", done(() -> server.latency(Latency.none()))),
                "/chaos",
                        Map.of(
                                "PUT", body(Orders.Odds.class, this::chaos),
                                "DELETE", done(server::endChaos)),
                "/clock",
                        Map.of(
                                "POST",
                                body(Orders.Time.class, order -> server.clock().advance(order.time()))),
                "/traffic", Map.of("GET", request -> Optional.of(traffic(request)), "DELETE", done(this::forget)),
                "/reset", Map.of("POST", done(this::reset)));
    }

    /** The answer, empty if the path is none of the control API's. */
    Optional<ResponseDefinition> answer(Request request) {
        String path = request.getUrl().replaceFirst("\\?.*", "").substring(PATH.length());
        return path.isEmpty() || path.startsWith("/")
                ? Optional.of(answer(request, path.replaceFirst("/$", "")))
                : Optional.empty();
    }

    private ResponseDefinition answer(Request request, String path) {
        try {
            guard.check(request);
            Map<String, Action> methods = Optional.ofNullable(resources.get(path))
                    .orElseThrow(() -> new Refusal(
                            404,
                            "There is no " + PATH + path + "; there are "
                                    + resources.keySet().stream()
                                            .sorted()
                                            .map(known -> PATH + known)
                                            .collect(Collectors.joining(", "))));
            String method = request.getMethod().getName();
            if (!methods.containsKey(method)) {
                String allowed = String.join(", ", new TreeMap<>(methods).keySet());
                return json(
                        405, error(PATH + path + " takes " + allowed + ", not " + method), Map.of("Allow", allowed));
            }
            return methods.get(method)
                    .apply(request)
                    .map(answer -> json(200, answer, Map.of()))
                    .orElseGet(() ->
                            new ResponseDefinitionBuilder().withStatus(204).build());
        } catch (Refusal e) {
            return json(
                    e.status(),
                    error(String.valueOf(e.getMessage())),
                    e.status() == 401 ? Map.of("WWW-Authenticate", "Bearer") : Map.of());
        } catch (IllegalArgumentException | ArithmeticException | NoSuchElementException e) {
            return json(400, error(String.valueOf(e.getMessage())), Map.of());
        } catch (IllegalStateException e) {
            return json(409, error(String.valueOf(e.getMessage())), Map.of());
        }
    }

    private static ResponseDefinition json(int status, ObjectNode body, Map<String, String> headers) {
        ResponseDefinitionBuilder response = new ResponseDefinitionBuilder()
                .withStatus(status)
                .withHeader("Content-Type", "application/json")
                .withBody(body.toPrettyString() + "\n");
        headers.forEach((name, value) -> response.withHeader(name, value));
        return response.build();
    }

    private static ObjectNode error(String sentence) {
        return NODES.objectNode().put("error", sentence);
    }

    /** Something that is told by a JSON object. */
    private static <T> Action body(Class<T> type, Consumer<T> told) {
        return request -> {
            told.accept(Orders.read(request, type));
            return Optional.empty();
        };
    }

    private static Action done(Runnable action) {
        return request -> {
            action.run();
            return Optional.empty();
        };
    }

    private ObjectNode index() {
        ObjectNode index = NODES.objectNode()
                .put("api", server.catalog().id())
                .put("name", server.catalog().name())
                .put("baseUrl", server.baseUrl().toString());
        ArrayNode scenarios = index.putArray("scenarios");
        for (Scenario scenario : server.catalog().scenarios()) {
            scenarios
                    .addObject()
                    .put("id", scenario.id())
                    .put("status", scenario.status())
                    .put("error", scenario.error().name())
                    .put("baseUrl", server.baseUrl(scenario).toString());
        }
        ArrayNode faults = index.putArray("faults");
        for (Fault fault : Fault.values()) {
            faults.addObject()
                    .put("name", fault.name())
                    .put("baseUrl", server.baseUrl(fault).toString());
        }
        return index;
    }

    private void script(Orders.Step order) {
        try {
            server.script(script -> {
                order.addTo(script, server);
                order.later().forEach(step -> step.addTo(script, server));
                order.requests().ifPresent(script::on);
            });
        } catch (IllegalStateException e) {
            // Such as a delay in a step that lets requests pass: the order is wrong, not the time for it.
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private void quota(Orders.Quota order) {
        order.header()
                .ifPresentOrElse(
                        header -> server.quota(order.limit(), order.length(), header),
                        () -> server.quota(order.limit(), order.length()));
    }

    /** The new chaos takes the place of the old one, unless it is refused. */
    private synchronized void chaos(Orders.Odds order) {
        Chaos next = order.begin(server);
        try {
            order.choose(next, server);
        } catch (RuntimeException e) {
            next.stop();
            throw e;
        }
        chaos.ifPresent(Chaos::stop);
        chaos = Optional.of(next);
    }

    private ObjectNode traffic(Request request) {
        return TrafficJson.of(server.traffic().after(Math.max(forgotten, Orders.after(request))));
    }

    private void forget() {
        forgotten = server.traffic().total();
    }

    private void reset() {
        server.reset();
        forget();
    }
}

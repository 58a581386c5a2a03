package dev.errata.pacts.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The endpoint by which a verifier in another process brings a provider into the state that an interaction needs. */
final class StateChanges implements AutoCloseable {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpServer endpoint;
    private final Catalog api;
    private final Consumer<Scenario> provider;
    private final List<String> changes = new CopyOnWriteArrayList<>();

    private StateChanges(HttpServer endpoint, Catalog api, Consumer<Scenario> provider) {
        this.endpoint = endpoint;
        this.api = api;
        this.provider = provider;
    }

    static StateChanges of(Catalog api, Consumer<Scenario> provider) throws IOException {
        StateChanges changes = new StateChanges(
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0), api, provider);
        changes.endpoint.createContext("/", changes::handle);
        changes.endpoint.start();
        return changes;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + endpoint.getAddress().getPort() + "/");
    }

    /** What was asked for, each as action, scenario and name of the state. */
    List<String> seen() {
        return changes;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String answer = "{}";
        int status = 200;
        try {
            change(MAPPER.readTree(exchange.getRequestBody()));
        } catch (IOException | RuntimeException e) {
            answer = MAPPER.writeValueAsString(e.toString());
            status = 500;
        }
        byte[] body = answer.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void change(JsonNode request) {
        String action = request.path("action").asText();
        Scenario scenario = api.scenario(request.path("params").path("scenario").asText());
        changes.add(action + " " + scenario.id() + ": " + request.path("state").asText());
        if (action.equals("setup")) {
            provider.accept(scenario);
        }
    }

    @Override
    public void close() {
        endpoint.stop(0);
    }
}

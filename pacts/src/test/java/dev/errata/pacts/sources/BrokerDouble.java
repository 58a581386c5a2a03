package dev.errata.pacts.sources;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A small double of a Pact Broker, no broker: the four resources that a verification goes through, for one pact. It keeps
 * nothing but the results, and has none of a broker's rules about selectors, versions or branches.
 */
final class BrokerDouble implements AutoCloseable {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final String FOR_VERIFICATION = "/pacts/for-verification/";

    private final HttpServer server;
    private final ObjectNode pact;
    private final List<JsonNode> results = new CopyOnWriteArrayList<>();

    private BrokerDouble(HttpServer server, ObjectNode pact) {
        this.server = server;
        this.pact = pact;
    }

    static BrokerDouble with(String pact) throws IOException {
        BrokerDouble broker = new BrokerDouble(
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0),
                (ObjectNode) MAPPER.readTree(pact));
        broker.server.createContext("/", broker::handle);
        broker.server.start();
        return broker;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What was published. */
    List<JsonNode> results() {
        return results;
    }

    private void handle(HttpExchange exchange) throws IOException {
        JsonNode request = MAPPER.readTree(exchange.getRequestBody());
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/")) {
            send(exchange, 200, index());
        } else if (path.startsWith(FOR_VERIFICATION)) {
            send(exchange, 200, forVerification(path.substring(FOR_VERIFICATION.length()), request));
        } else if (path.equals("/pact")) {
            send(exchange, 200, withIds());
        } else if (path.equals("/pact/verification-results")) {
            results.add(request);
            send(exchange, 201, request);
        } else {
            send(exchange, 404, MAPPER.createObjectNode());
        }
    }

    private ObjectNode index() {
        ObjectNode index = MAPPER.createObjectNode();
        link(index, "pb:provider-pacts-for-verification", FOR_VERIFICATION + "{provider}")
                .put("templated", true);
        return index;
    }

    /** No version of the provider has kept the pact yet, so it is pending for those who want to know. */
    private ObjectNode forVerification(String provider, JsonNode request) {
        ObjectNode found = MAPPER.createObjectNode();
        ArrayNode pacts = found.putObject("_embedded").putArray("pacts");
        if (provider.equals(pact.at("/provider/name").asText())) {
            ObjectNode summary = pacts.addObject();
            summary.putObject("verificationProperties")
                    .put("pending", request.path("includePendingStatus").asBoolean())
                    .putArray("notices");
            link(summary, "self", "/pact")
                    .put("name", "Pact between " + pact.at("/consumer/name").asText() + " and " + provider);
        }
        return found;
    }

    /** As brokers do, it gives each interaction an id. */
    private ObjectNode withIds() {
        ObjectNode copy = pact.deepCopy();
        copy.path("interactions").forEach(interaction -> {
            String scenario =
                    interaction.at("/providerStates/0/params/scenario").asText();
            ((ObjectNode) interaction).put("_id", "id of " + scenario);
        });
        link(copy, "pb:publish-verification-results", "/pact/verification-results");
        return copy;
    }

    private ObjectNode link(ObjectNode resource, String name, String path) {
        return resource.withObject("/_links").putObject(name).put("href", url() + path);
    }

    private static void send(HttpExchange exchange, int status, JsonNode body) throws IOException {
        byte[] bytes = body.toString().getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/hal+json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

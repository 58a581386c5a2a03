package dev.errata.cli.internal.control;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.errata.cli.Http;
import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Catalog;
import dev.errata.stub.StubServer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Whatever comes, the control API answers it, and what it refuses changes nothing. The same requests on every run. */
class ControlApiFuzzTest {

    private static final int REQUESTS = 5_000;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /**
     * Bodies that are accepted, from which mutations begin.
     *
     * @param method the method
     * @param path the path
     * @param bodies the bodies
     */
    private record Valid(String method, String path, List<String> bodies) {}

    private static final List<Valid> VALID = List.of(
            new Valid("POST", "/scripts", List.of("""
                    {"error": "RATE_LIMIT_EXCEEDED", "times": 2, "retryAfter": 7, "retryAfterHeader": "SECONDS",
                     "message": "Slow", "delay": "PT1S", "on": {"method": "GET", "urlPath": "/api/v2/leads"},
                     "then": [{"pass": true}, {"scenario": "lead-not-found", "details": {"id": [1, "x"]}}]}""", """
                    {"error": "NOT_FOUND", "fault": "TRUNCATED_JSON", "forever": true, "requestId": null, "extra": {},
                     "on": {"urlPathPattern": "/api/v2/.*", "headers": {"x-api-key": {"contains": "a"}},
                            "queryParameters": {"q": {"matches": "[a-z]+"}},
                            "bodyPatterns": [{"matchesJsonPath": "$.a"}, {"equalToJson": {"a": 1}}]}}""")),
            new Valid("POST", "/provider-states", List.of("""
                            {"state": "there is no lead lead_abc123", "action": "setup",
                             "params": {"scenario": "lead-not-found", "lead": "lead_abc123"}}""", """
                            {"consumer": "c", "state": "the API key has expired", "states": ["the API key has expired"]}""")),
            new Valid(
                    "PUT",
                    "/quota",
                    List.of("{\"requests\": 60, \"window\": \"minute\", \"retryAfterHeader\": \"HTTP_DATE\"}")),
            new Valid("POST", "/clock", List.of("{\"advance\": \"PT1M\"}")),
            new Valid(
                    "PUT",
                    "/latency",
                    List.of(
                            "{\"fixed\": \"PT0.2S\"}",
                            "{\"min\": \"PT0.1S\", \"max\": \"PT0.2S\", \"seed\": 7}",
                            "{\"median\": \"PT0.1S\", \"sigma\": 0.4}")),
            new Valid(
                    "PUT",
                    "/chaos",
                    List.of(
                            "{\"rate\": 0.1, \"seed\": 42, \"on\": {\"urlPath\": \"/api/v2/leads\"}}",
                            "{\"failures\": 5, \"of\": 100, \"errors\": [\"NOT_FOUND\"],"
                                    + " \"scenarios\": [\"bad-gateway\"], \"faults\": [\"RESET_IN_BODY\"]}")));

    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "X");

    private static final List<String> PATHS = List.of(
            "",
            "/",
            "/armed",
            "/scripts",
            "/quota",
            "/latency",
            "/chaos",
            "/clock",
            "/traffic",
            "/traffic?after=1",
            "/traffic?after=99999999999999999999",
            "/traffic?after=-1",
            "/reset",
            "/provider-states?state=x&action=setup&scenario=lead-not-found",
            "/provider-states?state",
            "/provider-states?&=&%00",
            "/scripts/",
            "/scripts/1",
            "/%00",
            "/scripts%2f",
            "/../traffic");

    private static final List<String> TYPES = List.of(
            "application/json; charset=utf-16",
            "text/plain",
            "application/json;",
            "application/jsonp",
            "",
            "/",
            "\u00e9");

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "\u0000",
            "\ud800",
            "\u2028",
            "a".repeat(5_000),
            "PT2562047788015215H",
            "PT-0.000000001S",
            "PT9223372036854775807S",
            "P1000000000D",
            "pt1s",
            "99",
            "true",
            "(a+)+$",
            "(",
            "[[:",
            "$..[?(@",
            "$['",
            "/",
            "?",
            "https://a/b",
            "NOT_FOUND",
            "not-found",
            "CONNECTION_REFUSED",
            "MALFORMED");

    private final Random random = new Random(20_261_127);

    @Test
    void everyRequestIsAnsweredAndWhatIsRefusedChangesNothing() {
        try (StubServer<ApiError> server = Served.start(Catalog.buena())) {
            int accepted = 0;
            for (int i = 0; i < REQUESTS; i++) {
                HttpRequest request;
                String body;
                if (random.nextInt(10) == 0) {
                    body = mutated(any(VALID).bodies());
                    request = request(server, any(METHODS), any(PATHS), any(TYPES), body.getBytes(UTF_8));
                } else {
                    Valid valid = any(VALID);
                    body = mutated(valid.bodies());
                    request = request(server, valid.method(), valid.path(), "application/json", bytes(body));
                }
                List<String> armed = server.armed();
                long ahead = ahead(server);

                HttpResponse<String> answer = Http.send(request);

                String what = "%d: %s %s".formatted(i, request, body.substring(0, Math.min(1_000, body.length())));
                assertThat(answer.statusCode()).as(what + answer.body()).isLessThan(500);
                if (answer.statusCode() < 300) {
                    accepted++;
                } else {
                    assertIsSentence(what, request, answer);
                    assertThat(server.armed()).as(what).isEqualTo(armed);
                    assertThat(ahead(server)).as(what).isCloseTo(ahead, within(5L));
                }
                if (i % 100 == 99) {
                    server.reset();
                }
            }
            assertThat(accepted).isBetween(REQUESTS / 10, REQUESTS / 2);
        }
    }

    private static void assertIsSentence(String what, HttpRequest request, HttpResponse<String> answer) {
        if (request.method().equals("HEAD")) {
            return;
        }
        assertThat(answer.headers().firstValue("Content-Type")).as(what).contains("application/json");
        JsonNode json = Http.tree(answer.body());
        assertThat(json.size()).as(what).isOne();
        assertThat(json.path("error").asText())
                .as(what)
                .isNotBlank()
                .doesNotContain("\n", "\r", "java.", "dev.errata", "com.fasterxml", "null pointer")
                .hasSizeLessThan(2_000);
    }

    private static long ahead(StubServer<ApiError> server) {
        return Duration.between(Clock.systemUTC().instant(), server.clock().instant())
                .toSeconds();
    }

    private static HttpRequest request(
            StubServer<ApiError> server, String method, String path, String contentType, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.rootUrl() + "/__errata" + path))
                .timeout(Duration.ofSeconds(30))
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        return contentType.isEmpty() || contentType.charAt(0) > '\u007f'
                ? request.build()
                : request.header("Content-Type", contentType).build();
    }

    private String mutated(List<String> valid) {
        JsonNode tree = Http.tree(any(valid));
        int mutations = random.nextInt(3);
        for (int i = 0; i < mutations; i++) {
            tree = mutated(tree);
        }
        String text = tree.toString();
        return switch (random.nextInt(20)) {
            case 0 -> text.substring(0, random.nextInt(text.length() + 1));
            case 1 -> text + any(List.of(" {}", "]", "x", "\u0000", "  "));
            case 2 -> text.substring(0, text.length() - 1) + "," + text.substring(1);
            case 3 -> text.replaceFirst(":", any(List.of("::", ":-", ": NaN,", ":+1,", ":0x1,")));
            default -> text;
        };
    }

    /** Changes one value somewhere in the tree. */
    private JsonNode mutated(JsonNode node) {
        if (node instanceof ObjectNode object && !object.isEmpty() && random.nextInt(8) > 0) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name = any(names);
            switch (random.nextInt(8)) {
                case 0 -> object.remove(name);
                case 1 -> object.set(any(List.of("x", "", "then", "on", "pass", "error", "seed")), object.get(name));
                default -> object.set(name, mutated(object.get(name)));
            }
            return object;
        }
        if (node instanceof ArrayNode array && !array.isEmpty() && random.nextInt(8) > 0) {
            int index = random.nextInt(array.size());
            switch (random.nextInt(4)) {
                case 0 -> array.insertNull(index);
                case 1 -> array.add(array.get(index));
                default -> array.set(index, mutated(array.get(index)));
            }
            return array;
        }
        return this.<Supplier<JsonNode>>any(List.of(
                        NODES::nullNode,
                        () -> NODES.booleanNode(random.nextBoolean()),
                        () -> TextNode.valueOf(any(TEXTS)),
                        () -> NODES.numberNode(any(List.of(0L, -1L, 1L, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 31))),
                        () -> NODES.numberNode(BigInteger.TEN.pow(1 + random.nextInt(400))),
                        () -> NODES.numberNode(any(List.of(0.5, -0.0, 1e308, 4.9e-324, 1.0))),
                        () -> NODES.rawValueNode(new RawValue(any(List.of("1e999999999", "-1e-999999999", "1E400")))),
                        NODES::arrayNode,
                        NODES::objectNode,
                        () -> NODES.arrayNode().addNull().add(node),
                        () -> NODES.objectNode().set("a", node),
                        () -> NODES.rawValueNode(new RawValue(nested("[", "]"))),
                        () -> NODES.rawValueNode(new RawValue(nested("{\"a\":", "}"))),
                        () -> NODES.numberNode(new BigDecimal("0." + "1".repeat(500)))))
                .get();
    }

    private String nested(String open, String close) {
        int depth = any(List.of(10, 500, 990, 1_100));
        return open.repeat(depth) + "1" + close.repeat(depth);
    }

    /** Sometimes with bytes that are not UTF-8. */
    private byte[] bytes(String body) {
        byte[] bytes = body.getBytes(UTF_8);
        if (bytes.length == 0 || random.nextInt(20) > 0) {
            return bytes;
        }
        if (random.nextInt(3) == 0) {
            return body.getBytes(any(List.of(UTF_16, UTF_16LE, ISO_8859_1)));
        }
        byte[] broken = Arrays.copyOf(bytes, bytes.length);
        broken[random.nextInt(bytes.length)] =
                any(List.of((byte) 0xff, (byte) 0xc0, (byte) 0xed, (byte) 0x80, (byte) 0));
        return broken;
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}

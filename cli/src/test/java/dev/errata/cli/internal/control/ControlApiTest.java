package dev.errata.cli.internal.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errata.cli.Http;
import dev.errata.cli.OwnCatalog;
import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Catalog;
import dev.errata.stub.StubServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client in any language can do with a server over HTTP. */
class ControlApiTest {

    private static final Map<String, String> KEY = Map.of("x-api-key", "secret-key-of-mine");

    private static StubServer<ApiError> buena;
    private static String control;

    @BeforeAll
    static void start() {
        buena = Served.start(Catalog.buena());
        control = buena.rootUrl() + "/__errata";
    }

    @AfterAll
    static void stop() {
        buena.close();
    }

    @BeforeEach
    void reset() {
        assertThat(Http.send("POST", control + "/reset", Map.of(), "").statusCode())
                .isEqualTo(204);
    }

    private static List<Integer> statuses(int requests) {
        return IntStream.range(0, requests).mapToObj(i -> lead().statusCode()).toList();
    }

    private static HttpResponse<String> lead() {
        return Http.send("GET", buena.baseUrl() + "/leads/lead_1", KEY, "");
    }

    private static void tell(String method, String resource, String json) {
        HttpResponse<String> answer = Http.json(method, control + resource, json);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    }

    private static String refusal(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        JsonNode json = Http.tree(answer.body());
        assertThat(json.size()).isEqualTo(1);
        return json.get("error").asText();
    }

    @Test
    void scriptSaysWhatHappensToTheNextRequests() {
        tell("POST", "/scripts", """
                {
                  "error": "RATE_LIMIT_EXCEEDED", "times": 2, "retryAfter": 7, "retryAfterHeader": "SECONDS",
                  "message": "Slow down",
                  "then": [{"pass": true}, {"scenario": "lead-not-found", "details": {"id": "x"}}]
                }
                """);

        HttpResponse<String> first = lead();
        assertThat(first.statusCode()).isEqualTo(429);
        assertThat(first.headers().firstValue("Retry-After")).contains("7");
        assertThat(Http.tree(first.body()).get("retryAfter").asInt()).isEqualTo(7);
        assertThat(Http.tree(first.body()).get("message").asText()).isEqualTo("Slow down");
        assertThat(statuses(2)).containsExactly(429, 200);
        assertThat(Http.tree(lead().body()).at("/details/id").asText()).isEqualTo("x");
        assertThat(statuses(1)).containsExactly(200);
    }

    @Test
    void scriptIsForTheRequestsThatMatch() {
        tell("POST", "/scripts", """
                {"scenario": "service-unavailable", "forever": true,
                 "on": {"method": "GET", "urlPath": "/api/v2/health"}}
                """);

        assertThat(statuses(2)).containsExactly(200, 200);
        assertThat(Http.send("GET", buena.baseUrl() + "/health", KEY, "").statusCode())
                .isEqualTo(503);
    }

    @Test
    void nullIsTheSameAsNoField() {
        tell("POST", "/scripts", "{\"error\": \"NOT_FOUND\", \"times\": null, \"on\": null, \"then\": null}");
        tell("PUT", "/chaos", "{\"rate\": 1, \"errors\": null, \"scenarios\": [\"bad-gateway\"], \"on\": null}");

        assertThat(statuses(2)).containsExactly(404, 502);
    }

    @Test
    void faultBreaksAnError() {
        tell("POST", "/scripts", """
                {"error": "NOT_FOUND", "fault": "TRUNCATED_JSON", "then": [{"fault": "GATEWAY_HTML"}]}
                """);

        assertThat(lead().body()).startsWith("{").doesNotEndWith("}");
        assertThat(lead().statusCode()).isEqualTo(502);
    }

    @Test
    void delayHoldsAnAnswerBack() {
        tell("POST", "/scripts", "{\"error\": \"NOT_FOUND\", \"delay\": \"PT0.3S\"}");
        long begin = System.nanoTime();

        lead();

        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(300_000_000L);
    }

    @Test
    void scriptsCanBeCleared() {
        tell("POST", "/scripts", "{\"error\": \"NOT_FOUND\", \"forever\": true}");
        tell("DELETE", "/scripts", "");

        assertThat(statuses(1)).containsExactly(200);
    }

    @Test
    void nothingOfARefusedScriptHappens() {
        HttpResponse<String> answer = Http.json("POST", control + "/scripts", """
                {"error": "NOT_FOUND", "then": [{"scenario": "lead-not-fund"}]}
                """);

        assertThat(refusal(answer, 400))
                .isEqualTo("Unknown scenario \"lead-not-fund\" in Buena.ai API v2. Did you mean \"lead-not-found\"?");
        assertThat(statuses(1)).containsExactly(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"eror\": \"NOT_FOUND\"}                                | Unknown field \"eror\". Expected one of delay, details, error,",
                "{\"error\": \"NOT_FUND\"}                                | Did you mean \"NOT_FOUND\"?",
                "{\"error\": \"NOT_FOUND\", \"then\": [{\"tims\": 1}]}     | Unknown field \"tims\"",
                "{\"error\": \"NOT_FOUND\", \"then\": [null]}             | \"then\" must not contain null",
                "{\"pass\": true, \"then\": [{\"pass\": true}, null]}     | \"then\" must not contain null",
                "{\"error\": \"NOT_FOUND\", \"times\": \"2\"}             | \"times\"",
                "{\"error\": \"NOT_FOUND\", \"times\": 1.5}               | \"times\"",
                "{\"error\": \"NOT_FOUND\", \"times\": 0}                 | \"times\" must be 1 or more, is 0",
                "{\"error\": \"NOT_FOUND\", \"times\": -1}                | \"times\" must be 1 or more, is -1",
                "{\"error\": \"NOT_FOUND\", \"times\": 1, \"forever\": true} | not both",
                "{\"error\": \"NOT_FOUND\", \"scenario\": \"gone\"}       | not both",
                "{\"error\": \"NOT_FOUND\", \"pass\": true}               | or else",
                "{\"error\": \"NOT_FOUND\", \"delay\": \"1s\"}            | PT0.5S",
                "{\"error\": \"NOT_FOUND\", \"delay\": \"PT-1S\"}         | \"delay\" must be from PT0S to PT24H",
                "{\"error\": \"NOT_FOUND\", \"delay\": \"PT2562047788015215H\"} | \"delay\" must be from PT0S to PT24H",
                "{\"error\": \"RATE_LIMIT_EXCEEDED\", \"retryAfter\": -1} | \"retryAfter\" must be 0 or more, is -1",
                "{\"error\": \"NOT_FOUND\", \"on\": {\"uri\": \"/\"}}     | Invalid \"on\": ",
                "{\"error\": \"NOT_FOUND\", \"on\": \"GET\"}              | Invalid \"on\": ",
                "{\"error\": \"NOT_FOUND\", \"on\": {\"url\": \"/leads\"}} | Use \"/api/v2/leads\"",
                "{\"error\": \"NOT_FOUND\", \"on\": {\"urlPattern\": \"(\"}} | /urlPattern: is not a valid regular expression",
                "{\"error\": \"NOT_FOUND\", \"on\": {\"customMatcher\": {\"name\": \"x\"}}} | /customMatcher: is not supported",
                "{\"error\": \"NOT_FOUND\", \"then\": [{\"pass\": true, \"on\": {}}]} | whole script",
                "{\"error\": \"NOT_FOUND\", \"requestId\": \"r\"}         | requestId is not a field",
                "{\"error\": \"NOT_FOUND\", \"retryAfterHeader\": \"X\"}  | HTTP_DATE",
                "{\"error\": \"NOT_FOUND\", \"error\": \"NOT_FOUND\"}     | Duplicate",
                "{\"pass\": true, \"delay\": \"PT1S\"}                    | \"delay\" is not supported in a step with \"pass\"",
                "{\"pass\": true, \"message\": \"m\"}                     | \"message\" needs an error",
                "{\"pass\": true, \"extra\": {}}                        | \"extra\" needs an error",
                "{\"fault\": \"RESET_IN_BODY\", \"retryAfter\": 1}        | \"retryAfter\" needs an error",
                "{\"fault\": \"CONNECTION_REFUSED\"}                      | no connection that carries a request. Use its URL from GET /__errata",
                "{\"fault\": \"RESET\"}                                   | RESET_IN_BODY",
                "{\"times\": 2}                                           | \"error\", \"scenario\" or \"fault\"",
                "{\"error\": \"NOT_FOUND\"} {}                            | without trailing content",
                "[]                                                       | JSON object",
                "null                                                     | JSON object",
                "{                                                        | not valid JSON"
            })
    void mistakeInAScriptIsRefusedInASentence(String json, String reason) {
        assertThat(refusal(Http.json("POST", control + "/scripts", json), 400))
                .contains(reason)
                .doesNotContain("dev.errata", "\n");
        assertThat(statuses(1)).containsExactly(200);
    }

    @Test
    void quotaComesBackWithTheServersTime() {
        tell("PUT", "/quota", "{\"requests\": 2, \"window\": \"minute\", \"retryAfterHeader\": \"SECONDS\"}");

        assertThat(statuses(2)).containsExactly(200, 200);
        HttpResponse<String> refused = lead();
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        tell("POST", "/clock", "{\"advance\": \"PT1M\"}");
        assertThat(statuses(1)).containsExactly(200);
    }

    @Test
    void serverIsDownForAWhile() {
        tell("POST", "/outage", "{\"duration\": \"PT2S\"}");
        HttpResponse<String> second = Http.json("POST", control + "/outage", "{\"duration\": \"PT1S\"}");
        assertThat(second.statusCode()).isEqualTo(409);

        waitFor(() -> isRefused());
        waitFor(() -> !isRefused());
        assertThat(statuses(1)).containsExactly(200);
    }

    /** Asks by requests, of which each waits for its answer: a stream of connections alone could outrun the server. */
    private boolean isRefused() {
        try {
            return Http.get(control).statusCode() == 0;
        } catch (UncheckedIOException e) {
            return true;
        }
    }

    private static void waitFor(BooleanSupplier reached) {
        long begin = System.nanoTime();
        while (!reached.getAsBoolean()) {
            assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(30));
            Thread.onSpinWait();
        }
    }

    @Test
    void quotasCanBeCleared() {
        tell("PUT", "/quota", "{\"requests\": 0, \"window\": \"hour\"}");
        assertThat(statuses(1)).containsExactly(429);
        tell("DELETE", "/quota", "");

        assertThat(statuses(1)).containsExactly(200);
    }

    @Test
    void quotaOfAnApiThatTellsNoneIsAConflict(@TempDir Path folder) throws IOException {
        try (StubServer<ApiError> shop = Served.start(Catalog.load(OwnCatalog.write(folder)))) {
            HttpResponse<String> answer =
                    Http.json("PUT", shop.rootUrl() + "/__errata/quota", "{\"requests\": 1, \"window\": \"minute\"}");

            assertThat(refusal(answer, 409)).contains("rateLimit");
        }
    }

    @Test
    void scriptSetsTheFactsThatACatalogNames(@TempDir Path folder) throws IOException {
        try (StubServer<ApiError> shop = Served.start(Catalog.load(OwnCatalog.write(folder)))) {
            String scripts = shop.rootUrl() + "/__errata/scripts";
            Http.json("POST", scripts, "{\"error\": \"OUT_OF_STOCK\", \"extra\": {\"item\": \"hat\"}}");
            HttpResponse<String> answer = Http.get(shop.baseUrl() + "/orders/1");

            assertThat(Http.tree(answer.body()).get("item").asText()).isEqualTo("hat");
            assertThat(refusal(Http.json("POST", scripts, "{\"error\": \"GONE\", \"extra\": {\"colour\": null}}"), 400))
                    .contains("colour is not a field of the errors of the Shop API");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"fixed\": \"PT0.3S\"}",
                "{\"min\": \"PT0.3S\", \"max\": \"PT0.4S\", \"seed\": 7}",
                "{\"median\": \"PT0.3S\", \"sigma\": 0}"
            })
    void latencyHoldsAllAnswersBackUntilItIsCleared(String latency) {
        tell("PUT", "/latency", latency);
        long begin = System.nanoTime();
        lead();
        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(300_000_000L);

        tell("PUT", "/latency", "{\"fixed\": \"PT1H\"}");
        tell("DELETE", "/latency", "");
        assertThat(statuses(1)).containsExactly(200);
    }

    @Test
    void chaosIsTheSameForTheSameSeed() {
        tell("PUT", "/chaos", "{\"rate\": 0.5, \"seed\": 42, \"scenarios\": [\"service-unavailable\"]}");
        List<Integer> once = statuses(20);
        tell("PUT", "/chaos", "{\"rate\": 0.5, \"seed\": 42, \"scenarios\": [\"service-unavailable\"]}");

        assertThat(statuses(20)).isEqualTo(once).contains(200, 503);
    }

    @Test
    void chaosFailsExactlySoOftenUntilItIsCleared() {
        tell("PUT", "/chaos", "{\"failures\": 3, \"of\": 10, \"errors\": [\"BAD_GATEWAY\"]}");
        assertThat(statuses(10)).filteredOn(status -> status == 502).hasSize(3);

        tell("PUT", "/chaos", "{\"rate\": 1}");
        tell("DELETE", "/chaos", "");
        assertThat(statuses(5)).containsOnly(200);
    }

    @Test
    void chaosIsForTheRequestsThatMatchAndReplacesTheOneBefore() {
        tell("PUT", "/chaos", "{\"rate\": 1}");
        tell(
                "PUT",
                "/chaos",
                "{\"rate\": 1, \"on\": {\"urlPath\": \"/api/v2/health\"}, \"faults\": [\"GATEWAY_HTML\"]}");

        assertThat(statuses(2)).containsExactly(200, 200);
        assertThat(Http.send("GET", buena.baseUrl() + "/health", KEY, "").statusCode())
                .isEqualTo(502);
    }

    @Test
    void refusedChaosLeavesTheOldOneAlone() {
        tell("PUT", "/chaos", "{\"rate\": 1, \"scenarios\": [\"bad-gateway\"]}");

        assertThat(refusal(
                        Http.json("PUT", control + "/chaos", "{\"rate\": 1, \"scenarios\": [\"service-unavailble\"]}"),
                        400))
                .contains("Did you mean \"service-unavailable\"?");

        assertThat(statuses(3)).containsOnly(502);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PUT  | /quota   | {\"window\": \"minute\"}                    | \"requests\" is missing",
                "PUT  | /quota   | {\"requests\": 1, \"window\": \"month\"}    | minute",
                "PUT  | /quota   | {\"requests\": -1, \"window\": \"minute\"}  | \"requests\" must be 0 or more",
                "PUT  | /latency | {}                                          | \"fixed\"",
                "PUT  | /latency | {\"fixed\": \"PT1S\", \"min\": \"PT1S\"}    | \"fixed\"",
                "PUT  | /latency | {\"min\": \"PT1S\"}                         | \"max\" is missing",
                "PUT  | /latency | {\"min\": \"PT2S\", \"max\": \"PT1S\"}      | must not be longer",
                "PUT  | /latency | {\"fixed\": \"PT9999999999999999H\"}        | \"fixed\"",
                "PUT  | /latency | {\"fixed\": \"PT2562047788015215H\"}        | \"fixed\"",
                "PUT  | /chaos   | {}                                          | \"rate\"",
                "PUT  | /chaos   | {\"rate\": 2}                               | 0 to 1",
                "PUT  | /chaos   | {\"rate\": 1, \"faults\": [null]}           | \"faults\" must not contain null",
                "PUT  | /chaos   | {\"rate\": 1, \"errors\": [null]}           | \"errors\" must not contain null",
                "PUT  | /chaos   | {\"rate\": 1, \"scenarios\": [null]}        | \"scenarios\" must not contain null",
                "PUT  | /chaos   | {\"rate\": 1, \"faults\": [\"CONNECTION_REFUSED\"]} | no connection that carries a request",
                "PUT  | /chaos   | {\"rate\": 1, \"on\": {\"url\": \"/leads\"}} | Use \"/api/v2/leads\"",
                "PUT  | /chaos   | {\"failures\": 2, \"of\": 1}                | \"failures\" must not be more than \"of\"",
                "PUT  | /chaos   | {\"failures\": 0, \"of\": 0}                | \"of\" must be 1 or more",
                "PUT  | /chaos   | {\"failures\": 2}                           | \"of\" is missing",
                "POST | /outage  | {}                                          | \"duration\" is missing",
                "POST | /outage  | {\"duration\": \"PT25H\"}                   | must be from PT0S to PT24H",
                "POST | /clock   | {}                                          | \"advance\" is missing",
                "POST | /clock   | {\"advance\": \"PT-1S\"}                    | must not be negative",
                "POST | /clock   | {\"advance\": \"PT2562047788015215H\"}      | beyond the year 9999"
            })
    void mistakeChangesNothing(String method, String resource, String json, String reason) {
        tell("PUT", "/chaos", "{\"rate\": 1, \"scenarios\": [\"bad-gateway\"]}");
        JsonNode before = armed();
        Instant time = buena.clock().instant();

        assertThat(refusal(Http.json(method, control + resource, json), 400)).contains(reason);

        assertThat(armed()).isEqualTo(before);
        assertThat(buena.clock().instant()).isBetween(time, time.plusSeconds(60));
        assertThat(statuses(1)).containsExactly(502);
    }

    private static JsonNode armed() {
        return Http.tree(Http.get(control + "/armed").body()).get("armed");
    }

    @Test
    void whatIsArmedIsListed() {
        tell("POST", "/scripts", "{\"error\": \"NOT_FOUND\", \"times\": 2}");
        tell("PUT", "/quota", "{\"requests\": 60, \"window\": \"minute\"}");
        tell("PUT", "/chaos", "{\"rate\": 0.5, \"seed\": 42}");
        tell("PUT", "/latency", "{\"fixed\": \"PT0.001S\"}");

        assertThat(armed())
                .extracting(JsonNode::asText)
                .satisfiesExactly(
                        script -> assertThat(script).contains("404 NOT_FOUND"),
                        quota -> assertThat(quota).contains("60 per minute"),
                        chaos -> assertThat(chaos).contains("rate 0.5, seed 42"),
                        latency -> assertThat(latency).contains("PT0.001S"));

        tell("POST", "/reset", "");
        assertThat(armed()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | /scripts | {\"error\": \"NOT_FOUND\", \"times\": 2}     | lead-not-found (404 NOT_FOUND) 2 times: 0 requests came",
                "PUT  | /quota   | {\"requests\": 60, \"window\": \"minute\"}   | quota(60 per minute)",
                "PUT  | /chaos   | {\"rate\": 0.5, \"seed\": 42}                | chaos(rate 0.5, seed 42): 0 of 0 requests failed",
                "PUT  | /latency | {\"fixed\": \"PT0.001S\"}                     | latency fixed(PT0.001S)"
            })
    void eachResourceTellsWhatIsArmed(String method, String resource, String json, String line) {
        tell(method, resource, json);

        for (String other : List.of("/scripts", "/quota", "/chaos", "/latency")) {
            assertThat(armed(other))
                    .extracting(JsonNode::asText)
                    .isEqualTo(other.equals(resource) ? List.of(line) : List.of());
        }
        tell("DELETE", resource, "");
        assertThat(armed(resource)).isEmpty();
        assertThat(armed()).isEmpty();
    }

    private static JsonNode armed(String resource) {
        return Http.tree(Http.get(control + resource).body()).get("armed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Pact's Rust verifier, and Pact JVM with and without teardown
                """
                {"state": "there is no lead lead_abc123", "params": {"scenario": "lead-not-found", "lead": "lead_abc123"},
                 "action": "setup"}""",
                "{\"state\": \"there is no lead lead_abc123\"}",
                // the Ruby verifier
                """
                {"consumer": "crm", "state": "there is no lead lead_abc123", "states": ["there is no lead lead_abc123"],
                 "params": {}}"""
            })
    void providerStateIsEnteredUntilItIsLeft(String setUp) {
        tell("POST", "/provider-states", "{\"state\": \"the API key has expired\"}");
        tell("POST", "/provider-states", setUp);

        assertThat(statuses(2)).containsExactly(404, 404);
        tell("POST", "/provider-states", "{\"state\": \"there is no lead lead_abc123\", \"action\": \"teardown\"}");
        assertThat(statuses(1)).containsExactly(200);
    }

    @Test
    void providerStateCanStandInTheQuery() {
        String states = control + "/provider-states?state=";
        String name = "there+is%20no+lead+lead_abc123&lead=lead_abc123&scenario=lead-not-found";

        assertThat(Http.send("POST", states + name + "&action=setup", Map.of(), "")
                        .statusCode())
                .isEqualTo(204);
        assertThat(statuses(1)).containsExactly(404);
        assertThat(Http.send("POST", states + name + "&action=teardown", Map.of(), "")
                        .statusCode())
                .isEqualTo(204);
        assertThat(statuses(1)).containsExactly(200);
    }

    @Test
    void interactionWithoutAStateLeavesTheOneBefore() {
        tell("POST", "/provider-states", "{\"state\": \"the API key has expired\"}");
        tell("POST", "/provider-states", "{\"state\": \"\", \"params\": {}, \"action\": \"setup\"}");

        assertThat(statuses(1)).containsExactly(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"state\": \"it rains\"}                 | Buena.ai API v2 has no scenario with the provider state \"it rains\"",
                "{\"state\": \"the API key is valid\"}     | more than one scenario",
                "{\"state\": \"x\", \"params\": {\"scenario\": \"lead-not-fund\"}} | Did you mean \"lead-not-found\"?",
                "{\"state\": \"the API key has expired\", \"action\": \"enter\"} | \"action\" must be one of setup, teardown",
                "{\"states\": [\"the API key has expired\"]} | \"state\" is missing"
            })
    void unknownProviderStateIsRefusedAndChangesNothing(String json, String reason) {
        tell("POST", "/provider-states", "{\"state\": \"the API key has expired\"}");

        assertThat(refusal(Http.json("POST", control + "/provider-states", json), 400))
                .contains(reason);
        assertThat(statuses(1)).containsExactly(401);
    }

    @Test
    void longAndStrangeValuesMakeOneSentence() {
        assertThat(refusal(
                        Http.json("POST", control + "/clock", "{\"advance\": \"a\\n" + "b".repeat(100_000) + "\"}"),
                        400))
                .contains("\"advance\" must be a duration")
                .doesNotContain("\n")
                .hasSizeLessThan(1_100);
    }

    @Test
    void requestsAreNeverHitByWhatIsForOthersOrRefused() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(4);
        try {
            AtomicBoolean done = new AtomicBoolean();
            List<Future<Boolean>> allPassed = IntStream.range(0, 4)
                    .mapToObj(client -> clients.submit(() -> {
                        boolean passed = true;
                        do {
                            passed &= lead().statusCode() == 200;
                        } while (!done.get());
                        return passed;
                    }))
                    .toList();
            String never = "\"on\": {\"urlPath\": \"/api/v2/never\"}";
            for (int i = 0; i < 250; i++) {
                tell("POST", "/scripts", "{\"error\": \"NOT_FOUND\", \"forever\": true, " + never + "}");
                tell("PUT", "/chaos", "{\"rate\": 1, " + never + "}");
                refusal(Http.json("PUT", control + "/chaos", "{\"rate\": 1, \"scenarios\": [\"x\"]}"), 400);
                refusal(Http.json("POST", control + "/scripts", "{\"error\": \"NOT_FOUND\", \"times\": 0}"), 400);
                tell("DELETE", "/scripts", "");
            }
            done.set(true);
            for (Future<Boolean> passed : allPassed) {
                assertThat(passed.get()).isTrue();
            }
        } finally {
            clients.shutdownNow();
        }
    }

    @Test
    void trafficIsToldWithMaskedKeys() {
        tell("POST", "/scripts", "{\"error\": \"NOT_FOUND\"}");
        Http.send("POST", buena.baseUrl() + "/leads", KEY, "{\"a\": 1}");
        lead();

        JsonNode exchanges = traffic("");

        assertThat(exchanges).hasSize(2);
        JsonNode first = exchanges.get(0);
        assertThat(first.at("/request/method").asText()).isEqualTo("POST");
        assertThat(first.at("/request/url").asText()).isEqualTo("/api/v2/leads");
        assertThat(first.at("/request/body").asText()).isEqualTo("{\"a\": 1}");
        assertThat(first.at("/request/headers/x-api-key/0").asText()).isEqualTo("***");
        assertThat(first.get("scenario").asText()).isEqualTo("lead-not-found");
        assertThat(first.get("source").asText()).isEqualTo("script");
        assertThat(first.at("/response/status").asInt()).isEqualTo(404);
        assertThat(first.get("whole").asBoolean()).isTrue();
        assertThat(Stream.of("received", "began", "ended")
                        .map(time -> Duration.parse(first.get(time).asText())))
                .isSorted();
        assertThat(exchanges.get(1).get("source").asText()).isEqualTo("api");
    }

    @Test
    void trafficCanBeAskedForFromSomewhereOnAndForgotten() {
        statuses(3);
        JsonNode all = traffic("");
        long second = all.get(1).get("number").asLong();

        assertThat(traffic("?after=" + second)).hasSize(1);
        tell("DELETE", "/traffic", "");
        assertThat(traffic("")).isEmpty();
        statuses(1);
        assertThat(traffic("")).hasSize(1);
        assertThat(refusal(Http.get(control + "/traffic?after=x"), 400)).contains("after");
        assertThat(refusal(Http.get(control + "/traffic?afer=1"), 400)).contains("\"afer\"", "Expected \"after\"");
    }

    private static JsonNode traffic(String query) {
        return Http.tree(Http.get(control + "/traffic" + query).body()).get("exchanges");
    }

    @Test
    void controlRequestsAreNotInTheTraffic() {
        Http.get(control);
        Http.get(buena.rootUrl() + "/");

        assertThat(traffic("")).isEmpty();
    }

    @Test
    void resetMakesEverythingAsAtTheStart() {
        tell("POST", "/scripts", "{\"error\": \"NOT_FOUND\", \"forever\": true}");
        tell("PUT", "/quota", "{\"requests\": 0, \"window\": \"hour\"}");
        tell("PUT", "/chaos", "{\"rate\": 1}");
        tell("PUT", "/latency", "{\"fixed\": \"PT0.1S\"}");
        statuses(1);
        tell("DELETE", "/traffic", "");
        tell("POST", "/reset", "");

        assertThat(traffic("")).isEmpty();
        assertThat(statuses(2)).containsExactly(200, 200);
        assertThat(traffic(""))
                .extracting(exchange -> exchange.get("number").asInt())
                .containsExactly(1, 2);
    }

    @Test
    void indexTellsTheUrlsOfAllScenarios() {
        JsonNode index = Http.tree(Http.get(control + "/").body());

        assertThat(index.get("baseUrl").asText()).isEqualTo(buena.baseUrl().toString());
        assertThat(StreamSupport.stream(index.get("scenarios").spliterator(), false)
                        .map(scenario -> scenario.get("id").asText()))
                .containsExactlyElementsOf(Catalog.buena().scenarios().stream()
                        .map(scenario -> scenario.id())
                        .toList());
        assertThat(index.get("scenarios"))
                .allSatisfy(scenario -> assertThat(
                                Http.get(scenario.get("baseUrl").asText() + "/x")
                                        .statusCode())
                        .isEqualTo(scenario.get("status").asInt()));
    }

    @Test
    void indexTellsTheUrlsOfAllFaults() {
        JsonNode faults = Http.tree(Http.get(control).body()).get("faults");

        assertThat(faults)
                .extracting(fault -> fault.get("name").asText())
                .contains("GATEWAY_HTML", "CONNECTION_REFUSED");
        assertThat(faults).allSatisfy(fault -> {
            String name = fault.get("name").asText();
            String url = fault.get("baseUrl").asText();
            if (name.equals("CONNECTION_REFUSED")) {
                assertThatThrownBy(() -> Http.get(url)).hasCauseInstanceOf(ConnectException.class);
            } else {
                assertThat(url).isEqualTo(buena.rootUrl() + "/~fault:" + name + "/api/v2");
            }
        });
        assertThat(Http.get(buena.rootUrl() + "/~fault:GATEWAY_HTML/api/v2/leads")
                        .statusCode())
                .isEqualTo(502);
    }

    @Test
    void urlsOfScenariosNeedNoFurtherPort() {
        JsonNode index = Http.tree(Http.get(control).body());

        assertThat(index.get("scenarios"))
                .allSatisfy(scenario -> assertThat(scenario.get("baseUrl").asText())
                        .isEqualTo("%s/~%s/api/v2"
                                .formatted(buena.rootUrl(), scenario.get("id").asText())));
    }

    @Test
    void pageIsAtTheRoot() {
        HttpResponse<String> page = Http.get(buena.rootUrl() + "/");

        assertThat(page.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
        assertThat(page.body()).startsWith("<!").contains("lead-not-found");
    }

    @Test
    void unknownPathsAndMethodsAreTold() {
        assertThat(refusal(Http.get(control + "/script"), 404)).contains("/__errata/scripts");
        HttpResponse<String> put = Http.json("PUT", control + "/scripts", "{}");
        assertThat(refusal(put, 405)).isEqualTo("/__errata/scripts does not support PUT, only DELETE, GET, POST");
        assertThat(put.headers().firstValue("Allow")).contains("DELETE, GET, POST");
    }

    @Test
    void pathThatOnlyBeginsAlikeIsTheApis() {
        assertThat(Http.get(control + "x").statusCode()).isEqualTo(501);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/jsonp"})
    void bodyThatAFormCouldSendIsRefused(String contentType) {
        HttpResponse<String> answer = Http.send(
                "POST", control + "/scripts", Map.of("Content-Type", contentType), "{\"error\": \"NOT_FOUND\"}");

        assertThat(refusal(answer, 400)).contains("application/json");
        assertThat(statuses(1)).containsExactly(200);
    }

    @ParameterizedTest
    @CsvSource({
        "Host, evil.example",
        "Host, evil.example:80",
        "Host, 127.0.0.1.evil.example",
        "Host, localhost.evil.example",
        "Origin, http://evil.example",
        "Origin, null",
        "Origin, https://localhost"
    })
    void pagesOfOtherSitesAreKeptOut(String header, String value) {
        assertThat(refusal(Http.send("GET", control + "/traffic", Map.of(header, value), ""), 403))
                .doesNotContain("evil");
        assertThat(refusal(Http.send("POST", control + "/reset", Map.of(header, value), ""), 403))
                .isNotEmpty();
    }

    @Test
    void noOriginMayReadTheControlApiThoughTheApiAllowsAll() {
        Map<String, String> page = Map.of("Origin", "http://app.example");
        Map<String, String> preflight = Map.of("Origin", "http://app.example", "Access-Control-Request-Method", "PUT");

        for (String origin : List.of("http://app.example", buena.rootUrl().toString())) {
            Map<String, String> asked = Map.of("Origin", origin, "Access-Control-Request-Method", "PUT");
            assertNoCors(Http.send("OPTIONS", control + "/chaos", asked, ""));
            assertNoCors(Http.send("GET", control + "/traffic", Map.of("Origin", origin), ""));
        }
        assertThat(Http.send("GET", buena.baseUrl() + "/leads", page, "")
                        .headers()
                        .firstValue("Access-Control-Allow-Origin"))
                .contains("http://app.example");
        assertThat(Http.send("OPTIONS", buena.baseUrl() + "/leads", preflight, "")
                        .statusCode())
                .isEqualTo(204);
    }

    private static void assertNoCors(HttpResponse<String> answer) {
        assertThat(answer.headers().map().keySet())
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control-"));
    }

    @Test
    void ownPageMayControlTheServer() {
        Map<String, String> own = Map.of("Origin", buena.rootUrl().toString());

        assertThat(Http.send("POST", control + "/reset", own, "").statusCode()).isEqualTo(204);
    }

    @Test
    void tokenIsNeededWhereOneIsSet() {
        String token = "a-token-of-32-characters-or-more";
        try (StubServer<ApiError> guarded = Served.start(Catalog.buena(), token)) {
            String reset = guarded.rootUrl() + "/__errata/reset";

            for (String right :
                    List.of("Bearer " + token, "bearer " + token, basic("errata:" + token), basic(":" + token))) {
                assertThat(status(reset, Map.of("Authorization", right)))
                        .as(right)
                        .isEqualTo(204);
            }
            for (Map<String, String> wrong : List.of(
                    Map.<String, String>of(),
                    Map.of("Authorization", "Bearer " + token + "x"),
                    Map.of("Authorization", "Bearer"),
                    Map.of("Authorization", "Basic"),
                    Map.of("Authorization", "Basic " + token),
                    Map.of("Authorization", "Basic not Base64"),
                    Map.of("Authorization", basic(token + ":")),
                    Map.of("Authorization", basic("errata:" + token + "x")),
                    Map.of("Authorization", token),
                    Map.of("x-api-key", token))) {
                HttpResponse<String> answer = Http.send("POST", reset, wrong, "");
                assertThat(refusal(answer, 401)).doesNotContain(token);
                assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
            }
            assertThat(Http.send("GET", guarded.baseUrl() + "/leads", KEY, "").statusCode())
                    .isEqualTo(200);
            assertThat(Http.get(guarded.rootUrl() + "/").statusCode()).isEqualTo(200);
            assertThat(guarded.traffic().toString()).doesNotContain(token);
        }
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    private static int status(String url, Map<String, String> headers) {
        return Http.send("POST", url, headers, "").statusCode();
    }
}

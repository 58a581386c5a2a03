package dev.errata.pacts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import au.com.dius.pact.core.matchers.BodyMismatch;
import au.com.dius.pact.core.matchers.Mismatch;
import au.com.dius.pact.core.matchers.ResponseMatching;
import au.com.dius.pact.core.model.ContentType;
import au.com.dius.pact.core.model.DefaultPactReader;
import au.com.dius.pact.core.model.HttpResponse;
import au.com.dius.pact.core.model.Interaction;
import au.com.dius.pact.core.model.OptionalBody;
import au.com.dius.pact.core.model.Pact;
import au.com.dius.pact.core.model.ProviderState;
import au.com.dius.pact.core.model.SynchronousRequestResponse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pacts of the catalogs ask for, and what they leave open, as Pact's own matching sees it. */
class CatalogPactTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reading one takes longer than all that is asked of it. */
    private static final Map<Catalog, Pact> PACTS = new ConcurrentHashMap<>();

    static Stream<Catalog> catalogs() {
        return Stream.of(Catalog.buena(), Catalog.databuddy());
    }

    static Stream<Scenario> scenariosWithEnvelope() {
        return catalogs()
                .flatMap(catalog -> catalog.scenarios().stream())
                .filter(scenario -> scenario.answer().json().isPresent());
    }

    @ParameterizedTest
    @MethodSource("catalogs")
    void everyScenarioIsOneInteraction(Catalog catalog) {
        Pact pact = pact(catalog);

        assertThat(pact.getConsumer().getName()).isEqualTo("errata");
        assertThat(pact.getProvider().getName()).isEqualTo(catalog.id());
        assertThat(pact.getInteractions())
                .extracting(interaction ->
                        interaction.getProviderStates().get(0).getParams().get("scenario"))
                .containsExactlyInAnyOrderElementsOf(
                        catalog.scenarios().stream().map(Scenario::id).toList());
    }

    @Test
    void aStateHasItsDocumentedNameAndParameters() {
        assertThat(interaction(Catalog.buena().scenario("missing-permission")).getProviderStates())
                .containsExactly(new ProviderState(
                        "the API key lacks linkedin:schedule",
                        Map.of("scenario", "missing-permission", "permission", "linkedin:schedule")));
    }

    @Test
    void theCommentsSayWhereEachFactComesFrom() throws Exception {
        JsonNode pact = JSON.readTree(CatalogPact.json(Catalog.databuddy()));
        JsonNode missingScope = StreamSupport.stream(pact.path("interactions").spliterator(), false)
                .filter(interaction -> interaction.path("description").asText().endsWith(" missing-scope"))
                .findFirst()
                .orElseThrow();

        assertThat(missingScope.at("/comments/text"))
                .extracting(JsonNode::asText)
                .containsExactly(
                        "status: OBSERVED: yyozen/Databuddy@65b633d apps/api/src/routes/query.ts:622,"
                                + " yyozen/Databuddy@65b633d apps/api/src/routes/query.ts:636",
                        "code: DOCUMENTED: \"Databuddy API: Error Handling\", under \"ACCESS_DENIED\"",
                        "body: DOCUMENTED: \"Databuddy API: Error Handling\", under \"Scenario 2: Missing Required Scope\"");
    }

    @ParameterizedTest
    @MethodSource("catalogs")
    void whatTheEnvelopeMayLeaveOutIsThereInOneInteractionAndNotInAnother(Catalog catalog) {
        JsonNode schema = catalog.envelope().schema().orElseThrow();
        Set<String> optional = new HashSet<>();
        schema.path("properties").fieldNames().forEachRemaining(optional::add);
        schema.path("required").forEach(name -> optional.remove(name.asText()));

        assertThat(optional).isNotEmpty().allSatisfy(name -> {
            assertThat(bodies(catalog)).anyMatch(body -> body.has(name));
            assertThat(bodies(catalog)).anyMatch(body -> !body.has(name));
        });
    }

    @ParameterizedTest
    @MethodSource("scenariosWithEnvelope")
    void theExampleKeepsThePactAndSoDoesOneWithOtherWordsAndMoreFields(Scenario scenario) {
        assertThat(mismatches(scenario, body -> {})).isEmpty();
        assertThat(mismatches(scenario, body -> {
                    body.put(message(scenario), "Other words");
                    body.put("added", true);
                }))
                .isEmpty();
    }

    static Stream<Scenario> scenariosWithCode() {
        return scenariosWithEnvelope().filter(scenario -> scenario.code().isPresent());
    }

    @ParameterizedTest
    @MethodSource("scenariosWithCode")
    void codeIsPinned(Scenario scenario) {
        assertThat(mismatches(scenario, body -> body.put("code", "OTHER"))).contains("$.code");
        assertThat(mismatches(scenario, body -> body.remove("code"))).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("scenariosWithEnvelope")
    void statusIsPinned(Scenario scenario) {
        assertThat(mismatches(scenario, response(scenario, 418, "application/json", body -> {})))
                .containsExactly("status");
        assertThat(mismatches(scenario, response(scenario, scenario.status(), "text/html", body -> {})))
                .isNotEmpty();
        assertThat(mismatches(
                        scenario, response(scenario, scenario.status(), "application/json; charset=utf-8", body -> {})))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("scenariosWithEnvelope")
    void everyFieldOfTheExampleHasToBeThereWithItsType(Scenario scenario) {
        example(scenario).fieldNames().forEachRemaining(field -> {
            assertThat(mismatches(scenario, body -> body.remove(field)))
                    .as("without " + field)
                    .isNotEmpty();
            assertThat(mismatches(scenario, body -> body.putNull(field)))
                    .as(field + " is null")
                    .isNotEmpty();
            if (!example(scenario).path(field).isNumber()) {
                assertThat(mismatches(scenario, body -> body.put(field, 7)))
                        .as(field + " is a number")
                        .isNotEmpty();
            }
        });
    }

    @Test
    void figuresAreIntegersAndMomentsAreIso8601() {
        Scenario buena = Catalog.buena().scenario("rate-limited");
        assertThat(mismatches(buena, body -> body.put("retryAfter", 7))).isEmpty();
        assertThat(mismatches(buena, body -> body.put("retryAfter", 7.5))).containsExactly("$.retryAfter");
        assertThat(mismatches(buena, body -> body.put("retryAfter", "7"))).containsExactly("$.retryAfter");
        assertThat(mismatches(buena, body -> body.put("timestamp", "2026-11-25T08:00:00.123+01:00")))
                .isEmpty();
        assertThat(mismatches(buena, body -> body.put("timestamp", "25 Nov 2026")))
                .containsExactly("$.timestamp");

        Scenario databuddy = Catalog.databuddy().scenario("rate-limited");
        assertThat(mismatches(databuddy, body -> body.put("reset", "2026-11-25T08:00:00Z")))
                .isEmpty();
        assertThat(mismatches(databuddy, body -> body.put("reset", "soon"))).containsExactly("$.reset");
    }

    @Test
    void listsAreOfTheShapeOfTheirElementsAndNotEmpty() {
        Scenario typos = Catalog.databuddy().scenario("typos");
        assertThat(mismatches(typos, body -> ((ArrayNode) body.get("details")).remove(0)))
                .isEmpty();
        assertThat(mismatches(typos, body -> ((ArrayNode) body.get("details")).add(body.at("/details/0"))))
                .isEmpty();
        assertThat(mismatches(typos, body -> ((ArrayNode) body.get("details")).removeAll()))
                .isNotEmpty();
        assertThat(mismatches(typos, body -> ((ObjectNode) body.at("/details/1")).remove("field")))
                .isNotEmpty();
        assertThat(mismatches(typos, body -> ((ObjectNode) body.at("/details/1")).put("message", 7)))
                .containsExactly("$.details[1].message");
    }

    @Test
    void theErrorFlagIsPinned() {
        assertThat(mismatches(Catalog.buena().scenario("lead-not-found"), body -> body.put("error", false)))
                .containsExactly("$.error");
        assertThat(mismatches(Catalog.databuddy().scenario("conflict"), body -> body.put("success", true)))
                .containsExactly("$.success");
    }

    @Test
    void ofAPageThatIsNoEnvelopeOnlyStatusAndTypeArePinned() {
        Scenario page = Catalog.buena().scenario("bad-gateway-html");
        HttpResponse other = new HttpResponse(
                502,
                new LinkedHashMap<>(Map.of("Content-Type", List.of("text/html"))),
                OptionalBody.body("<h1>Oops</h1>\n<p>Try again</p>", new ContentType("text/html")));

        assertThat(mismatches(page, other)).isEmpty();
        other.setStatus(503);
        assertThat(mismatches(page, other)).containsExactly("status");
    }

    @Test
    void whatNoVerifierCouldReadIsLeftOutAndSaid(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("catalog.json"), """
                {
                  "id": "odd",
                  "name": "Odd API",
                  "document": { "title": "Errors", "read": "2026-11-27" },
                  "basePath": "/v1",
                  "envelope": { "contentType": "text/plain" },
                  "envelopes": { "header": { "code": { "header": "X-Code", "pattern": "code=(\\\\w+)" } } },
                  "errors": {
                    "BROKEN": %s "response": { "contentType": "application/json", "text": "{" } },
                    "HALF": %s "response": { "contentType": "application/json", "text": "\\"\\\\ud800\\"" } },
                    "LINES": %s "response": { "contentType": "application/x-amz-json-1.1", "text": "{}\\n{}" } },
                    "PARTS": %s "response": { "contentType": "multipart/mixed; boundary=b", "text": "--b--" } },
                    "FORM": %s "response": { "contentType": "application/x-www-form-urlencoded", "text": "a=b" } },
                    "TAGS": %s "response": { "contentType": "application/xml", "text": "<a>" } },
                    "COMMA": %s "envelope": "header", "code": "X", "response": { "headers": [{ "name": "X-Code", "value": "a, code=X" }] } },
                    "PERCENT": %s "response": {} },
                    "PLAIN": %s "response": { "contentType": "text/html", "text": "x" } }
                  }
                }""".replace(
                        "%s",
                        "{ \"description\": \"Any.\", \"status\": 400, \"inferred\": \"Any.\", \"request\": \"GET /a\",")
                .replace("GET /a\", \"response\": {} }", "GET /a%\", \"response\": {} }"));
        Catalog api = Catalog.load(folder);

        assertThat(CatalogPact.leftOut(api))
                .containsExactly(
                        "The pact leaves out broken, because its request is answered with application/json that is not one JSON document",
                        "The pact leaves out the body of half, because it has unpaired surrogates or numbers that some verifiers cannot read",
                        "The pact leaves out the body of lines, because it is not one JSON document, although application/x-amz-json-1.1 says so",
                        "The pact leaves out the body of parts, because it has several parts, whose boundary differs each time",
                        "The pact leaves out the body of form, because it is a form, and verifiers apply rules to forms differently",
                        "The pact leaves out the body of tags, because it is not well-formed XML, although application/xml says so",
                        "The pact leaves out the header X-Code of comma, because some verifiers divide its value at the comma",
                        "The pact leaves out percent, because its request has a percent sign without two hexadecimal digits");
        JsonNode pact = JSON.readTree(CatalogPact.json(api));
        assertThat(pact.path("interactions"))
                .extracting(interaction ->
                        interaction.at("/providerStates/0/params/scenario").asText())
                .containsExactlyInAnyOrder("comma", "form", "half", "lines", "parts", "plain", "tags");
        assertThat(pact.at("/interactions/0/comments/text").toString())
                .contains("The pact leaves out the header X-Code");
    }

    /** In a header, XML, text, or JSON of a media type that some verifiers take for text. */
    @Test
    void aCodeIsPinnedWhereverItIsAndWhatStandsBesideItIsNot(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("catalog.json"), """
                {
                  "id": "places", "name": "Places", "document": {"title": "Errors", "read": "2026-11-27"},
                  "envelopes": {
                    "header": {"code": {"header": "X-Code", "pattern": "code=(\\\\w+)"}},
                    "xml": {"contentType": "application/xml", "code": {"pattern": "<Code>(\\\\w+)</Code>"}},
                    "text": {"contentType": "text/plain", "code": {"pattern": "Error (\\\\w+)"}},
                    "json": {"contentType": "application/x-amz-json-1.1", "code": "/type", "schema": {}}},
                  "errors": {
                    "HEADER": %s "envelope": "header", "code": "A",
                      "response": {"headers": [{"name": "X-Code", "value": "at=1 code=A"}]}},
                    "XML": %s "envelope": "xml", "code": "A",
                      "response": {"text": "<Error><Code>A</Code><Message>One</Message></Error>"}},
                    "TEXT": %s "envelope": "text", "code": "A", "response": {"text": "Error A: one"}},
                    "JSON": %s "envelope": "json", "code": "A", "response": {"body": {"type": "A", "message": "one"}}}}
                }""".replace(
                "%s", "{\"description\": \"Any.\", \"status\": 400, \"inferred\": \"Any.\", \"request\": \"GET /a\","));
        Catalog api = Catalog.load(folder);
        Scenario header = api.scenario("header");
        Scenario xml = api.scenario("xml");
        Scenario text = api.scenario("text");
        Scenario json = api.scenario("json");

        assertThat(CatalogPact.leftOut(api)).isEmpty();
        assertThat(mismatches(header, withCode("code=A at=2"))).isEmpty();
        assertThat(mismatches(header, withCode("at=1 code=B"))).containsExactly("header");
        assertThat(mismatches(xml, withBody(xml, "<Error><Code>A</Code><Message>Two</Message></Error>")))
                .isEmpty();
        assertThat(mismatches(xml, withBody(xml, "<Error><Code>B</Code><Message>One</Message></Error>")))
                .containsExactly("$.Error.Code.#text");
        assertThat(mismatches(xml, withBody(xml, "<Error><Code>A</Code></Error>")))
                .isNotEmpty();
        assertThat(mismatches(text, withBody(text, "Error A: two"))).isEmpty();
        assertThat(mismatches(text, withBody(text, "Error B: one"))).isNotEmpty();
        assertThat(mismatches(json, withBody(json, "{\"message\":\"two\",\"type\" : \"A\"}")))
                .isEmpty();
        assertThat(mismatches(json, withBody(json, "{\"type\":\"B\",\"message\":\"A\"}")))
                .isNotEmpty();
    }

    private static HttpResponse withCode(String header) {
        return new HttpResponse(400, new LinkedHashMap<>(Map.of("X-Code", List.of(header))), OptionalBody.missing());
    }

    private static HttpResponse withBody(Scenario scenario, String body) {
        String type = scenario.answer().contentType();
        return new HttpResponse(
                400,
                new LinkedHashMap<>(Map.of("Content-Type", List.of(type))),
                OptionalBody.body(body.getBytes(UTF_8), new ContentType(type)));
    }

    private static Stream<JsonNode> bodies(Catalog catalog) {
        return pact(catalog).getInteractions().stream()
                .map(interaction -> ((SynchronousRequestResponse) interaction).getResponse())
                .filter(response -> response.getBody().getContentType().isJson())
                .map(response -> read(response.getBody().valueAsString()));
    }

    private static String message(Scenario scenario) {
        return scenario.envelope().message().get(0).toString().substring(1);
    }

    private static ObjectNode example(Scenario scenario) {
        return (ObjectNode) scenario.answer().json().orElseThrow();
    }

    private static List<String> mismatches(Scenario scenario, Consumer<ObjectNode> change) {
        return mismatches(scenario, response(scenario, scenario.status(), "application/json", change));
    }

    private static HttpResponse response(Scenario scenario, int status, String type, Consumer<ObjectNode> change) {
        ObjectNode body = example(scenario);
        change.accept(body);
        return new HttpResponse(
                status,
                new LinkedHashMap<>(Map.of("Content-Type", List.of(type))),
                OptionalBody.body(body.toString().getBytes(UTF_8), new ContentType(type)));
    }

    /** Where an answer breaks the pact: paths in the body, or what else. */
    private static List<String> mismatches(Scenario scenario, HttpResponse actual) {
        Catalog catalog = scenario.error().catalog();
        return ResponseMatching.responseMismatches(
                        pact(catalog), (SynchronousRequestResponse) interaction(scenario), actual)
                .stream()
                .map(CatalogPactTest::place)
                .toList();
    }

    private static String place(Mismatch mismatch) {
        return mismatch instanceof BodyMismatch body ? String.valueOf(body.getPath()) : mismatch.type();
    }

    private static Interaction interaction(Scenario scenario) {
        return pact(scenario.error().catalog()).getInteractions().stream()
                .filter(interaction -> interaction
                        .getProviderStates()
                        .get(0)
                        .getParams()
                        .get("scenario")
                        .equals(scenario.id()))
                .findFirst()
                .orElseThrow();
    }

    private static Pact pact(Catalog catalog) {
        return PACTS.computeIfAbsent(catalog, api -> DefaultPactReader.INSTANCE.loadPact(CatalogPact.json(api)));
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.errata.report;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.model.Contradiction;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogPageTest {

    private static final String COMMAND =
            "mvn test -pl report -am -Dtest=CatalogPageTest -Dsurefire.failIfNoSpecifiedTests=false -Derrata.docs.update=true";

    @Test
    void isShownInTheDocs() throws IOException {
        Path page = Path.of(System.getProperty("basedir", ""), "../docs/catalog.html");
        String expected = CatalogPage.html(List.of(Catalog.buena(), Catalog.databuddy()));

        if (Boolean.getBoolean("errata.docs.update")) {
            Files.writeString(page, expected);
        }
        assertThat(page)
                .as("docs/catalog.html differs from the catalogs; write it anew with: %s", COMMAND)
                .hasContent(expected);
    }

    @ParameterizedTest
    @MethodSource("dev.errata.report.DocumentExtract#all")
    void holdsEveryDocumentedBodyWithItsHeading(DocumentExtract document) {
        Map<String, JsonNode> scenarios = scenarios(document.catalog());

        assertThat(document.bodies()).isNotEmpty().allSatisfy(documented -> {
            JsonNode scenario = scenarios.get(documented.scenario());
            assertThat(Json.read(scenario.at("/answer/body").asText())).isEqualTo(documented.body());
            assertThat(fact(scenario, "body").get("source").asText()).endsWith("\"" + documented.heading() + "\"");
        });
    }

    @ParameterizedTest
    @MethodSource("dev.errata.report.DocumentExtract#all")
    void tellsHowEachFactIsKnown(DocumentExtract document) {
        Map<String, JsonNode> scenarios = scenarios(document.catalog());

        assertThat(document.scenarios()).isNotEmpty().allSatisfy(expected -> {
            JsonNode scenario = scenarios.get(expected.id());
            assertThat(scenario.at("/answer/status").asInt()).isEqualTo(expected.status());
            assertThat(scenario.get("triggered").asBoolean()).isEqualTo(!expected.scriptedOnly());
            expected.statusProvenance()
                    .ifPresent(kind -> assertThat(
                                    fact(scenario, "status").get("kind").asText())
                            .isEqualToIgnoringCase(kind.name()));
            expected.codeProvenance()
                    .ifPresent(kind -> assertThat(
                                    fact(scenario, "code").get("kind").asText())
                            .isEqualToIgnoringCase(kind.name()));
            expected.bodyProvenance()
                    .ifPresent(kind -> assertThat(
                                    fact(scenario, "body").get("kind").asText())
                            .isEqualToIgnoringCase(kind.name()));
        });
    }

    @ParameterizedTest
    @MethodSource("dev.errata.report.DocumentExtract#all")
    void leavesNothingOfTheCatalogOut(DocumentExtract document) {
        Catalog catalog = document.catalog();
        JsonNode api = api(catalog);

        assertThat(api.get("name").asText()).isEqualTo(catalog.name());
        assertThat(api.get("basePath").asText()).isEqualTo(catalog.basePath());
        assertThat(api.at("/document/title").asText())
                .isEqualTo(catalog.document().title());
        assertThat(api.get("contradictions"))
                .extracting(contradiction -> contradiction.get("text").asText())
                .isEqualTo(catalog.contradictions().stream()
                        .map(Contradiction::text)
                        .toList());
        assertThat(api.get("contradictions").findValuesAsText("url"))
                .isEqualTo(catalog.contradictions().stream()
                        .flatMap(contradiction -> contradiction.citations().stream())
                        .map(citation -> citation.url().toString())
                        .toList());
        assertThat(api.get("warnings")).extracting(JsonNode::asText).isEqualTo(catalog.warnings());
        assertThat(api.get("errors"))
                .extracting(error -> error.get("name").asText())
                .isEqualTo(catalog.errors().stream().map(ApiError::name).toList());
        assertThat(scenarios(catalog).keySet())
                .containsExactlyInAnyOrderElementsOf(
                        catalog.scenarios().stream().map(Scenario::id).toList());
    }

    @Test
    void tellsWhichErrorsNoResponseTellsApart(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("catalog.json"), """
                {"id": "shop", "name": "Shop", "document": {"title": "Errors", "read": "2026-01-31"},
                 "envelope": {"code": "/code", "message": "/message", "schema": {"type": "object"}},
                 "errors": {
                   "A": {"description": "A", "status": 404, "inferred": "A guess.", "request": "GET /a", "response": {}},
                   "B": {"description": "B", "status": 404, "inferred": "A guess.", "request": "GET /b", "response": {}}}}
                """);
        Catalog shop = Catalog.load(folder);

        assertThat(api(shop).get("warnings"))
                .extracting(JsonNode::asText)
                .isNotEmpty()
                .isEqualTo(shop.warnings());
    }

    @Test
    void showsTheRequestAndTheAnswerAsTheyGoOverTheWire() {
        JsonNode scenario = scenarios(Catalog.buena()).get("rate-limited");

        assertThat(scenario.get("request"))
                .isEqualTo(
                        Json.of(
                                "{'method': 'GET', 'path': '/api/v2/leads', 'headers': {'x-api-key': 'bna_test_rate_limited'}}"));
        assertThat(scenario.at("/answer/headers"))
                .extracting(header ->
                        header.get("name").asText() + ": " + header.get("value").asText())
                .containsExactly(
                        "Content-Type: application/json",
                        "X-RateLimit-Limit: 60",
                        "X-RateLimit-Remaining: 0",
                        "X-RateLimit-Reset: 1640995245",
                        "X-RateLimit-Window: minute");
        assertThat(fact(scenario, "X-RateLimit-Limit")).isEqualTo(Json.of("""
                {'fact': 'X-RateLimit-Limit', 'kind': 'observed', 'source': 'angelpadillar/docs@4b52d35 rate-limits.mdx:27',
                 'links': [{'text': 'angelpadillar/docs@4b52d35 rate-limits.mdx:27', 'url':
                   'https://github.com/angelpadillar/docs/blob/4b52d35b8e68b8aee444931e5dfad21e5fb47f04/rate-limits.mdx#L27'}]}"""));
        assertThat(fact(scenario, "X-RateLimit-Remaining").get("kind").asText()).isEqualTo("inferred");
        assertThat(fact(scenario, "retryable").get("source").asText()).endsWith("under \"Python\"");
    }

    @Test
    void tellsInWhichStateTheApiIs() {
        assertThat(scenarios(Catalog.buena()).get("lead-not-found").get("state"))
                .isEqualTo(Json.of("{'name': 'there is no lead lead_abc123',"
                        + " 'parameters': {'lead': 'lead_abc123'}, 'live': false}"));
    }

    @Test
    void knowsTheServerThatShowsIt() {
        assertThat(data(CatalogPage.html(List.of(Catalog.buena()))).has("server"))
                .isFalse();
        assertThat(data(CatalogPage.html(List.of(Catalog.buena()), URI.create("http://127.0.0.1:4711")))
                        .get("server")
                        .asText())
                .isEqualTo("http://127.0.0.1:4711");
    }

    /** Whatever the data says, it ends where the page's own end tag stands. */
    @Test
    void cannotBeBrokenOutOf() {
        String page = CatalogPage.html(List.of(Catalog.buena()), URI.create("http://127.0.0.1"));
        String hostile = Page.html("Any", (ObjectNode) Json.of("{'apis': [], 'note': '</script><!--<script>'}"));

        assertThat(count(hostile, "<script")).isEqualTo(count(page, "<script"));
        assertThat(count(hostile, "</script")).isEqualTo(count(page, "</script"));
        assertThat(data(hostile).get("note").asText()).isEqualTo("</script><!--<script>");
    }

    private static JsonNode api(Catalog catalog) {
        return data(CatalogPage.html(List.of(catalog))).at("/apis/0");
    }

    private static Map<String, JsonNode> scenarios(Catalog catalog) {
        return StreamSupport.stream(api(catalog).get("errors").spliterator(), false)
                .flatMap(error -> StreamSupport.stream(error.get("scenarios").spliterator(), false))
                .collect(toMap(scenario -> scenario.get("id").asText(), scenario -> scenario));
    }

    private static JsonNode fact(JsonNode scenario, String name) {
        return StreamSupport.stream(scenario.get("facts").spliterator(), false)
                .filter(fact -> fact.get("fact").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode data(String page) {
        String start = "<script id=\"data\" type=\"application/json\">";
        int from = page.indexOf(start) + start.length();
        return Json.read(page.substring(from, page.indexOf("</script>", from)));
    }

    private static int count(String text, String part) {
        return text.split(part, -1).length - 1;
    }
}

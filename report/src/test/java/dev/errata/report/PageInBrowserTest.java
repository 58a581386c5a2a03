package dev.errata.report;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.model.Provenance;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The two pages, opened from a file in a browser and used as people use them. */
@InBrowser
class PageInBrowserTest {

    private static final int SCENARIOS = scenarios(Catalog.buena()) + scenarios(Catalog.databuddy());

    private static final List<Catalog> CATALOGS = List.of(Catalog.buena(), Catalog.databuddy());

    enum Shown {
        CATALOG {
            @Override
            String html() {
                return CatalogPage.html(CATALOGS);
            }
        },
        COVERAGE {
            @Override
            String html() {
                return Page.html("Error coverage", CoverageSample.data());
            }
        };

        abstract String html();
    }

    @ParameterizedTest
    @EnumSource
    void listsEveryScenario(Shown page, Browser browser) {
        browser.open(page.html());

        assertThat(browser.scenarios()).isEqualTo(ids(scenario -> true));
        assertThat(browser.texts("#count")).containsExactly("All " + SCENARIOS + " scenarios");
        assertThat(browser.texts("h1"))
                .containsExactly(page == Shown.CATALOG ? "The documented errors" : "Error coverage");
    }

    @ParameterizedTest
    @EnumSource
    void findsWhatIsSearchedFor(Shown page, Browser browser) {
        browser.open(page.html());

        browser.search("insufficient CREDITS");
        assertThat(browser.scenarios()).containsExactly("buena/enrichment-credits-exhausted");
        assertThat(browser.texts("#count")).containsExactly("1 of " + SCENARIOS + " scenarios");
        assertThat(browser.texts(".error h3")).containsExactly("402 ENRICHMENT_CREDITS_EXHAUSTED");

        browser.search("no such thing");
        assertThat(browser.scenarios()).isEmpty();
        assertThat(browser.texts("#count")).containsExactly("0 of " + SCENARIOS + " scenarios");

        browser.find("button[type=reset]").click();
        assertThat(browser.await("count", "All " + SCENARIOS + " scenarios").isDisplayed())
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void filters(Shown page, Browser browser) {
        browser.open(page.html());

        browser.choose("api", "Databuddy API");
        assertThat(browser.scenarios())
                .isEqualTo(ids(scenario -> scenario.error().catalog() == Catalog.databuddy()));
        browser.choose("status", "401");
        assertThat(browser.scenarios())
                .isEqualTo(
                        ids(scenario -> scenario.error().catalog() == Catalog.databuddy() && scenario.status() == 401));
        browser.choose("api", "all");
        assertThat(browser.scenarios()).isEqualTo(ids(scenario -> scenario.status() == 401));
        browser.choose("status", "all");
        browser.choose("provenance", "inferred");
        assertThat(browser.scenarios()).isEqualTo(ids(scenario -> scenario.provenance() == Provenance.Kind.INFERRED));
    }

    @ParameterizedTest
    @EnumSource
    void opensToTheDocumentedBodyAndItsHeading(Shown page, Browser browser) {
        browser.open(page.html());
        openAll(browser);

        DocumentExtract.all()
                .forEach(document -> document.bodies().forEach(documented -> {
                    String id = document.catalog().id() + "/" + documented.scenario();
                    Scenario scenario = document.catalog().scenario(documented.scenario());
                    assertThat(browser.texts("[id='" + id + "'] .response"))
                            .singleElement()
                            .satisfies(response -> {
                                assertThat(response)
                                        .startsWith(
                                                "HTTP/1.1 " + scenario.status() + "\nContent-Type: application/json\n");
                                assertThat(Json.read(response.substring(response.indexOf("\n\n"))))
                                        .as(id)
                                        .isEqualTo(documented.body());
                            });
                    assertThat(browser.texts("[id='" + id + "'] .facts"))
                            .singleElement()
                            .asString()
                            .containsPattern(
                                    "body.* documented .*under \"" + Pattern.quote(documented.heading()) + "\"");
                }));
    }

    @Test
    void tellsWhereStatusCodeAndBodyComeFromApart(Browser browser) {
        browser.open(Shown.CATALOG.html());
        openAll(browser);

        assertThat(browser.texts("[id='buena/lead-not-found'] .provenance .tag"))
                .containsExactly("documented");
        assertThat(browser.texts("[id='buena/bad-gateway'] .provenance .tag"))
                .containsExactly("status documented", "code, body inferred");
        assertThat(browser.texts("[id='buena/bad-gateway-html'] .provenance .tag"))
                .containsExactly("status documented", "body inferred");
        Map<Provenance.Kind, Long> bodies = Catalog.buena().scenarios().stream()
                .collect(groupingBy(scenario -> scenario.bodyProvenance().kind(), counting()));
        assertThat(browser.texts(".card:first-child .share").get(2).replaceAll("\\s+", " "))
                .isEqualTo("Body %d documented %d observed %d inferred"
                        .formatted(
                                bodies.getOrDefault(Provenance.Kind.DOCUMENTED, 0L),
                                bodies.getOrDefault(Provenance.Kind.OBSERVED, 0L),
                                bodies.getOrDefault(Provenance.Kind.INFERRED, 0L)));
    }

    @Test
    void linksToWhatShowsAnObservedFact(Browser browser) {
        browser.open(Shown.CATALOG.html());

        browser.find("#buena\\/ .remarks summary").click();
        assertThat(browser.texts("#buena\\/ .remarks a")).contains("Buena-AI/sdks@be49957 typescript/api.ts:277");

        browser.openScenario("buena/internal-server-error");
        WebElement link = browser.find("[id='buena/internal-server-error'] .facts a");
        assertThat(link.getText()).isEqualTo("angelpadillar/docs@4b52d35 errors.mdx:310");
        assertThat(link.getAttribute("href"))
                .isEqualTo(
                        "https://github.com/angelpadillar/docs/blob/4b52d35b8e68b8aee444931e5dfad21e5fb47f04/errors.mdx#L310");
    }

    @Test
    void laysABodyOutAsPeopleDo(Browser browser) {
        browser.open(Shown.CATALOG.html(), "#buena/missing-permission");

        assertThat(browser.find("[id='buena/missing-permission'] .response").getText())
                .endsWith("""
                {
                  "error": true,
                  "code": "PERMISSION_DENIED",
                  "message": "Insufficient permissions",
                  "version": "2.0",
                  "timestamp": "2024-01-20T15:30:00Z",
                  "permissionHelp": {
                    "required": "linkedin:schedule",
                    "available": [
                      "linkedin:read"
                    ],
                    "documentation": "https://docs.buena.ai/authentication"
                  }
                }""");
    }

    @Test
    void showsABodyThatIsNoJsonAsItIs(Browser browser) {
        browser.open(Shown.CATALOG.html(), "#buena/bad-gateway-html");

        assertThat(browser.find("[id='buena/bad-gateway-html'] .response").getText())
                .contains("Content-Type: text/html")
                .endsWith(Catalog.buena()
                        .scenario("bad-gateway-html")
                        .answer()
                        .body()
                        .stripTrailing());
    }

    @ParameterizedTest
    @EnumSource
    void opensTheScenarioOfALink(Shown page, Browser browser) {
        browser.open(page.html(), "#buena/lead-not-found");

        WebElement body = browser.find("[id='buena/lead-not-found'] > .body");
        assertThat(browser.openScenarios()).containsExactly("buena/lead-not-found");
        assertThat(browser.script("return arguments[0].getBoundingClientRect().top < innerHeight", body))
                .isEqualTo(true);

        browser.search("databuddy has no such lead");
        browser.script("location.hash = '#buena/duplicate-lead'; return true");
        assertThat(browser.find("[id='buena/duplicate-lead'] > .body").isDisplayed())
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void copiesACommandALineOfJavaAndAUrl(Shown page, Browser browser) {
        browser.open(page.html(), "#buena/lead-not-found");

        assertThat(copied(browser, "curl")).isEqualTo("""
                curl -i 'http://127.0.0.1:8080/api/v2/leads/lead_abc123' \\
                  -H 'x-api-key: bna_test_valid'""");
        assertThat(copied(browser, "Java")).isEqualTo("server.willFail(\"lead-not-found\");");
        assertThat(copied(browser, "scenario URL")).isEqualTo("http://127.0.0.1:8080/~lead-not-found/api/v2");
    }

    @Test
    void copiesTheScenarioUrlWhereNoRequestLeads(Browser browser) {
        browser.open(Shown.CATALOG.html(), "#databuddy/service-unavailable");

        assertThat(copied(browser, "curl"))
                .startsWith("curl -i -X POST 'http://127.0.0.1:8080/~service-unavailable/v1/");
        assertThat(browser.texts(".body .note"))
                .containsExactly("No request to the plain URL causes this scenario. Use the scenario URL or a script.");
    }

    @Test
    void copiesTheUrlOfTheServerThatShowsIt(Browser browser) {
        browser.open(
                CatalogPage.html(CATALOGS, URI.create("http://127.0.0.1:4711/")), "#databuddy/missing-credentials");

        assertThat(copied(browser, "scenario URL")).isEqualTo("http://127.0.0.1:4711/~missing-credentials");
        assertThat(copied(browser, "curl")).startsWith("curl -i -X POST 'http://127.0.0.1:4711/v1/query");
    }

    @Test
    void copiesWhereTheBrowserLendsNoClipboard(Browser browser) {
        browser.open(Shown.CATALOG.html(), "#buena/lead-not-found");
        browser.script("""
                Object.defineProperty(navigator, "clipboard", {value: undefined});
                addEventListener("copy", () => { window.copied = String(getSelection()); });
                return true""");

        browser.pressCopy(browser.find("button[aria-label='Copy Java']"));
        assertThat(browser.script("return window.copied")).isEqualTo("server.willFail(\"lead-not-found\");");
    }

    @ParameterizedTest
    @EnumSource
    void needsNoMouse(Shown page, Browser browser) {
        browser.open(page.html());

        WebElement summary = browser.tabTo(".scenario > summary");
        assertThat(summary.getText()).startsWith("missing-api-key");
        browser.press(Keys.ENTER);
        browser.find("[id='buena/missing-api-key'] > .body");
        assertThat(browser.openScenarios()).containsExactly("buena/missing-api-key");
        browser.press(Keys.SPACE);
        assertThat(browser.openScenarios()).isEmpty();
        browser.press(Keys.SPACE);
        assertThat(browser.tabTo("button").getAccessibleName()).isEqualTo("Copy curl");
    }

    @ParameterizedTest
    @EnumSource
    void isDarkWherePeopleWantItDark(Shown page, Browser browser) {
        browser.open(page.html());
        String light = colours(browser);
        browser.prefer("dark");
        browser.reload();
        String dark = colours(browser);
        assertThat(dark).isNotEqualTo(light);
        assertThat(browser.find("#theme").getText()).isEqualTo("Switch to light mode");

        browser.find("#theme").click();
        assertThat(colours(browser)).isEqualTo(light);
        assertThat(browser.find("#theme").getText()).isEqualTo("Switch to dark mode");
        browser.reload();
        assertThat(colours(browser)).as("remembered").isEqualTo(light);
    }

    @ParameterizedTest
    @EnumSource
    void fitsAPhone(Shown page, Browser browser) {
        browser.open(page.html());
        browser.size(390, 844);
        openAll(browser);

        assertThat(browser.script("return document.documentElement.scrollWidth"))
                .isEqualTo(390L);
        assertThat(browser.script("const search = document.querySelector('[name=search]');"
                        + "search.value = search.placeholder; return search.scrollWidth <= search.clientWidth"))
                .as("The hint in the search field is not cut")
                .isEqualTo(true);
    }

    @ParameterizedTest
    @EnumSource
    void asksTheNetworkForNothingAndReportsNoMistake(Shown page, Browser browser) {
        browser.requests();
        browser.open(page.html());
        openAll(browser);
        browser.find("#theme").click();

        assertThat(browser.requests()).isNotEmpty().allMatch(url -> url.matches("file:.*/page\\.html\\?\\d+|data:,"));
        assertThat(browser.errors()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void keepsNobodyOut(Shown page, Browser browser) {
        browser.open(page.html());
        browser.openScenario("buena/missing-api-key");
        browser.openScenario("buena/invalid-fields");
        browser.search("buena");
        assertThat(browser.violations()).as("light").isEmpty();

        browser.find("#theme").click();
        assertThat(browser.violations()).as("dark").isEmpty();
    }

    @Test
    void showsHostileTextsAsText(Browser browser) {
        String hostile = "</script><img src=x onerror=alert(1)>'{{data}}";
        ObjectNode data = CoverageSample.data();
        ObjectNode api = (ObjectNode) data.at("/apis/0");
        api.put("name", hostile).withArray("contradictions").add(hostile);
        ObjectNode error = (ObjectNode) api.at("/errors/0");
        error.put("description", hostile).put("code", hostile);
        ObjectNode scenario = (ObjectNode) error.at("/scenarios/0");
        scenario.put("description", hostile);
        ((ObjectNode) scenario.get("request")).put("body", hostile);
        ((ObjectNode) scenario.get("answer")).put("body", hostile);
        for (JsonNode fact : scenario.get("facts")) {
            ((ObjectNode) fact).put("source", hostile);
        }
        ((ObjectNode) data.at("/tests/0")).put("name", hostile).put("outcome", hostile);

        browser.open(Page.html("Error coverage", data), "#buena/missing-api-key");
        String body = browser.find("[id='buena/missing-api-key'] > .body").getText();

        assertThat(body).contains("<img src=x onerror=alert(1)>'{{data}}");
        assertThat(browser.texts(".card h2")).contains(hostile);
        assertThat(browser.texts(".test")).containsExactly(hostile);
        assertThat(browser.strings("return [...document.images].map(image => image.src)"))
                .isEmpty();
        assertThat(copied(browser, "curl")).endsWith("-d '</script><img src=x onerror=alert(1)>'\\''{{data}}'");
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void sumsUpWhatTheTestsMet(Browser browser) {
        browser.open(Shown.COVERAGE.html());

        assertThat(browser.texts("#about"))
                .containsExactly(
                        SCENARIOS + " scenarios · " + (errors(Catalog.buena()) + errors(Catalog.databuddy()))
                                + " errors · 2 APIs · recorded 2026-11-25 12:00 UTC · 15 tests met errors: 12 passed, 1 failed, 2 aborted");
        assertThat(browser.texts(".card .share"))
                .extracting(text -> text.replaceAll("\\s+", " "))
                .containsExactly(
                        share("Errors", 11, errors(Catalog.buena())),
                        share("Scenarios", 12, scenarios(Catalog.buena())),
                        share("Errors", 4, errors(Catalog.databuddy())),
                        share("Scenarios", 4, scenarios(Catalog.databuddy())));
        assertThat(browser.texts(".card .note"))
                .containsExactly("! 2 of them in no passed test", "! 1 of them in no passed test");
    }

    @Test
    void tellsOfEachScenarioWhichTestsMetIt(Browser browser) {
        browser.open(Shown.COVERAGE.html());

        assertThat(browser.find("[id='buena/invalid-fields'] > summary").getText())
                .contains("✓ covered in 2 tests");
        assertThat(browser.find("[id='databuddy/resource-not-found'] > summary").getText())
                .contains("✓ covered in a set-up or tear-down");
        assertThat(browser.find("[id='buena/invalid-linkedin-url'] > summary").getText())
                .contains("! only in failed tests");
        assertThat(browser.find("[id='buena/bad-gateway'] > summary").getText()).contains("! in no passed test");
        assertThat(browser.find("[id='buena/bad-gateway-html'] > summary").getText())
                .contains("○ not covered");

        browser.openScenario("buena/invalid-fields");
        assertThat(browser.texts("[id='buena/invalid-fields'] > .body > .part:first-child"))
                .containsExactly("""
                        Answered 3 times in 2 tests
                        ✓ passed LeadImportTest > names the fields that are wrong 1×
                        ✗ failed LeadImportTest > goes on after a lead that is wrong 2×""");
        browser.openScenario("buena/bad-gateway-html");
        assertThat(browser.texts("[id='buena/bad-gateway-html'] > .body > .part:first-child"))
                .containsExactly("No test received this scenario");
    }

    @Test
    void filtersByCoverage(Browser browser) {
        browser.open(Shown.COVERAGE.html());

        browser.choose("coverage", "covered");
        assertThat(browser.texts("#count")).containsExactly("16 of " + SCENARIOS + " scenarios");
        browser.choose("coverage", "not covered");
        assertThat(browser.texts("#count")).containsExactly((SCENARIOS - 16) + " of " + SCENARIOS + " scenarios");
        browser.choose("coverage", "covered, in no passed test");
        assertThat(browser.scenarios())
                .containsExactly("buena/invalid-linkedin-url", "buena/bad-gateway", "databuddy/typos");
    }

    @Test
    void countsNoExcludedScenario(Browser browser) {
        Coverage excluding = CoverageSample.coverage().excluding(List.of("buena/bad-gateway*", "databuddy/*"));
        browser.open(Page.html("Error coverage", CoverageJson.write(excluding)));

        assertThat(browser.texts(".card .share"))
                .extracting(text -> text.replaceAll("\\s+", " "))
                .containsExactly(
                        share("Errors", 10, errors(Catalog.buena()) - 1),
                        share("Scenarios", 11, scenarios(Catalog.buena()) - 2),
                        "Errors 0 of 0 – %",
                        "Scenarios 0 of 0 – %");
        assertThat(browser.texts(".card .note"))
                .containsExactly(
                        "2 scenarios excluded: not counted",
                        "! 1 of them in no passed test",
                        scenarios(Catalog.databuddy()) + " scenarios excluded: not counted");
        assertThat(browser.find("[id='buena/bad-gateway'] > summary").getText()).contains("– excluded");
        browser.choose("coverage", "excluded");
        assertThat(browser.texts("#count"))
                .containsExactly((scenarios(Catalog.databuddy()) + 2) + " of " + SCENARIOS + " scenarios");
    }

    @Test
    void namesTheProjectsWhereThereAreSeveral(Browser browser) {
        Coverage.Test test = new Coverage.Test(
                "id",
                "A > b()",
                Coverage.Kind.TEST,
                Coverage.Outcome.PASSED,
                Map.of("buena", Map.of("rate-limited", 1L)));
        Coverage coverage = Coverage.of(
                Instant.EPOCH,
                List.of(CatalogJson.of(Catalog.buena()), CatalogJson.of(Catalog.databuddy())),
                List.of(),
                List.of(
                        new Coverage.TestRun("../../client", Instant.EPOCH, test),
                        new Coverage.TestRun("../..", Instant.EPOCH, test)),
                List.of());
        browser.open(Page.html("Error coverage", CoverageJson.write(coverage)), "#buena/rate-limited");

        assertThat(browser.texts("[id='buena/rate-limited'] .tests")).containsExactly("""
                        ✓ passed A > b() in client 1×
                        ✓ passed A > b() in this project 1×""");
        assertThat(browser.texts(".card .note")).containsExactly("No test sent a request: no minimum applies");
    }

    @Test
    void listsErrorsOfTheUpstreamThatTheCatalogDoesNotHave(Browser browser) {
        Coverage coverage = Coverage.of(
                Instant.EPOCH,
                List.of(CatalogJson.of(Catalog.buena()), CatalogJson.of(Catalog.databuddy())),
                List.of(),
                List.of(),
                List.of(
                        new CandidateError("buena", 423, "LEAD_LOCKED", "PUT /api/v2/leads/lead_1", "<b>{}</b>"),
                        new CandidateError("buena", 504, "", "GET /api/v2/leads", "")));
        browser.open(Page.html("Error coverage", CoverageJson.write(coverage)));

        WebElement list = browser.find("[id='buena/'] .remarks:last-of-type");
        list.findElement(By.tagName("summary")).click();

        assertThat(list.getText()).isEqualTo("""
                        Errors of the upstream that are not in the catalog (2)
                        423 LEAD_LOCKED, PUT /api/v2/leads/lead_1: <b>{}</b>
                        504, GET /api/v2/leads:""");
        assertThat(browser.texts("[id='databuddy/'] .remarks")).noneMatch(text -> text.contains("upstream"));
    }

    @Test
    void speaksOfNoCoverageWhereNoTestWasRecorded(Browser browser) {
        browser.open(Shown.CATALOG.html());

        assertThat(browser.find("select[name=coverage]").isDisplayed()).isFalse();
        assertThat(browser.texts(".scenario")).noneMatch(text -> text.contains("covered"));
    }

    @Test
    void isShownInTheReadme(Browser browser) throws IOException {
        Path picture = Path.of(System.getProperty("basedir", ""), "../docs/coverage.png");
        browser.open(Shown.COVERAGE.html());
        byte[] screenshot = browser.screenshot();
        if (Boolean.getBoolean("errata.docs.update")) {
            Files.write(picture, screenshot);
        }

        // Fonts differ between machines, and with them the pictures.
        assertThat(ImageIO.read(new ByteArrayInputStream(screenshot)).getWidth())
                .isEqualTo(1200);
        assertThat(ImageIO.read(picture.toFile()).getWidth()).isEqualTo(1200);
    }

    private static int errors(Catalog catalog) {
        return catalog.errors().size();
    }

    private static int scenarios(Catalog catalog) {
        return catalog.scenarios().size();
    }

    private static String share(String label, int part, int whole) {
        return "%s %d of %d %d %%".formatted(label, part, whole, 100 * part / whole);
    }

    private static String copied(Browser browser, String what) {
        browser.pressCopy(browser.find(".scenario[open] button[aria-label='Copy " + what + "']"));
        return browser.clipboard();
    }

    /** Opens whatever can be opened, and has it laid out although it is out of sight. */
    private static void openAll(Browser browser) {
        browser.script("""
                document.querySelectorAll(".error").forEach(error => error.style.contentVisibility = "visible");
                document.querySelectorAll("details").forEach(details => details.open = true);
                return true""");
        browser.find(".scenario:last-child > .body");
    }

    private static String colours(Browser browser) {
        return String.valueOf(browser.strings("""
                return [".card", "h1", ".tag"].flatMap(selector => {
                  const style = getComputedStyle(document.querySelector(selector));
                  return [style.color, style.backgroundColor];
                })"""));
    }

    private static List<String> ids(Predicate<Scenario> wanted) {
        return CATALOGS.stream()
                .flatMap(catalog -> catalog.scenarios().stream())
                .filter(wanted)
                .map(scenario -> scenario.error().catalog().id() + "/" + scenario.id())
                .toList();
    }
}

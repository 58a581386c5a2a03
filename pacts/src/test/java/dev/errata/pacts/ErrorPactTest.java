package dev.errata.pacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.DatabuddyError;
import dev.errata.fixtures.Scenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.opentest4j.TestAbortedException;

/** The pact of a consumer, written by its client. */
class ErrorPactTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private final ErrorPact leadSync = ErrorPact.consumer("lead-sync");

    @Test
    void thePactHasWhatTheClientSendsAndTheStateThatItNeeds() throws Exception {
        Path file = leadSync.writtenTo(folder)
                .dependsOn(BuenaError.NOT_FOUND)
                .verify(baseUrl ->
                        assertThat(get(baseUrl, "/leads/lead_abc123?deep=yes")).isEqualTo(404));

        assertThat(file).isEqualTo(folder.resolve("lead-sync-buena.json"));
        JsonNode pact = JSON.readTree(file.toFile());
        assertThat(pact.at("/consumer/name").asText()).isEqualTo("lead-sync");
        assertThat(pact.at("/provider/name").asText()).isEqualTo("buena");
        assertThat(pact.at("/metadata/pactSpecification/version").asText()).isEqualTo("4.0");
        assertThat(pact.path("interactions")).hasSize(1);
        JsonNode interaction = pact.at("/interactions/0");
        assertThat(interaction.at("/providerStates/0/name").asText()).isEqualTo("there is no lead lead_abc123");
        assertThat(interaction.at("/request/method").asText()).isEqualTo("GET");
        assertThat(interaction.at("/request/path").asText()).isEqualTo("/api/v2/leads/lead_abc123");
        assertThat(interaction.at("/request/query/deep/0").asText()).isEqualTo("yes");
        assertThat(interaction.at("/response/status").asInt()).isEqualTo(404);
        assertThat(interaction.at("/response/body/content/code").asText()).isEqualTo("NOT_FOUND");
    }

    @Test
    void theKeyOfTheClientStaysOutOfThePact() throws Exception {
        Path file = leadSync.writtenTo(folder)
                .dependsOn(BuenaError.RATE_LIMIT_EXCEEDED)
                .verify(baseUrl -> assertThat(get(baseUrl, "/leads")).isEqualTo(429));

        assertThat(Files.readString(file)).doesNotContain("secret").contains("bna_test_rate_limited");
        assertThat(JSON.readTree(file.toFile()).at("/interactions/0/request/matchingRules/header/x-api-key"))
                .isNotEmpty();
    }

    @Test
    void aBearerTokenIsOneInThePactToo() throws Exception {
        Path file = leadSync.writtenTo(folder)
                .dependsOn(DatabuddyError.RATE_LIMIT_EXCEEDED)
                .verify(baseUrl -> HTTP.send(
                        HttpRequest.newBuilder(URI.create(baseUrl + "/v1/query/types"))
                                .header("Authorization", "Bearer secret-token")
                                .build(),
                        BodyHandlers.discarding()));

        assertThat(JSON.readTree(file.toFile())
                        .at("/interactions/0/request/headers/Authorization/0")
                        .asText())
                .isEqualTo("Bearer dbdy_test_rate_limited");
    }

    @Test
    void aBodyThatIsNoJsonIsWhatItIs() throws Exception {
        Path file = leadSync.writtenTo(folder)
                .dependsOn(BuenaError.RATE_LIMIT_EXCEEDED)
                .verify(baseUrl -> HTTP.send(
                        HttpRequest.newBuilder(URI.create(baseUrl + "/leads"))
                                .header("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
                                .POST(BodyPublishers.ofString("name=Ada"))
                                .build(),
                        BodyHandlers.discarding()));

        JsonNode request = JSON.readTree(file.toFile()).at("/interactions/0/request");
        assertThat(request.at("/headers/Content-Type/0").asText()).isEqualTo("application/x-www-form-urlencoded");
        assertThat(request.at("/body/content").asText()).isEqualTo("name=Ada");
    }

    @Test
    void aClientThatPutsItsPathsBesideTheBaseUrlIsTold() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> leadSync.dependsOn(BuenaError.RATE_LIMIT_EXCEEDED)
                        .verify(baseUrl -> get(URI.create(baseUrl.toString().replace("/api/v2", "")), "/leads")))
                .withMessageContaining("lead-sync called /leads, which does not begin with the base path /api/v2");
    }

    @Test
    void whatIsDifferentEachTimeInTheBodyIsNoDifference() {
        AtomicInteger count = new AtomicInteger();

        leadSync.writtenTo(folder)
                .dependsOn(BuenaError.ENRICHMENT_CREDITS_EXHAUSTED, baseUrl -> {
                    String body = "{\"leadId\":\"lead_" + count.incrementAndGet() + "\"}";
                    assertThat(post(baseUrl, "/enrich", body).statusCode()).isEqualTo(402);
                })
                .verify();

        assertThat(count).hasValue(2);
    }

    @Test
    void scenariosOfOneErrorAndCallsOfTheirOwnStandInOnePact() throws Exception {
        Catalog buena = Catalog.buena();
        Path file = leadSync.writtenTo(folder)
                .dependsOn(buena.scenario("expired-api-key"), buena.scenario("deactivated-api-key"))
                .dependsOn(
                        buena.scenario("bad-gateway-html"),
                        baseUrl -> assertThat(get(baseUrl, "/keys")).isEqualTo(502))
                .verify(baseUrl -> assertThat(get(baseUrl, "/leads")).isEqualTo(401));

        assertThat(JSON.readTree(file.toFile()).path("interactions"))
                .extracting(interaction -> interaction.path("description").asText())
                .containsExactlyInAnyOrder(
                        "GET /api/v2/leads that ends in expired-api-key",
                        "GET /api/v2/leads that ends in deactivated-api-key",
                        "GET /api/v2/keys that ends in bad-gateway-html");
    }

    @Test
    void aPactTakesThePlaceOfTheOneBefore() throws Exception {
        ClientCall call = baseUrl -> get(baseUrl, "/leads");
        leadSync.writtenTo(folder).dependsOn(BuenaError.UNAUTHORIZED).verify(call);

        Path file = leadSync.writtenTo(folder)
                .dependsOn(BuenaError.RATE_LIMIT_EXCEEDED)
                .verify(call);

        assertThat(JSON.readTree(file.toFile()).path("interactions")).hasSize(1);
    }

    @Test
    void theSameCallsMakeTheSameFile() throws Exception {
        ErrorPact pact = leadSync.writtenTo(folder).dependsOn(BuenaError.RATE_LIMIT_EXCEEDED, BuenaError.UNAUTHORIZED);
        ClientCall call = baseUrl -> get(baseUrl, "/leads");

        String first = Files.readString(pact.verify(call));

        assertThat(Files.readString(pact.verify(call))).isEqualTo(first);
    }

    @Test
    void aClientThatNeverCallsIsTold() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> leadSync.dependsOn(BuenaError.NOT_FOUND).verify(baseUrl -> {}))
                .withMessage("lead-not-found (404 NOT_FOUND) of the Buena.ai API v2: lead-sync never called the API:"
                        + " let the call send one request to the base URL that it is given");
    }

    @Test
    void aClientThatTriesAgainIsTold() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(
                        () -> leadSync.dependsOn(BuenaError.SERVICE_UNAVAILABLE).verify(baseUrl -> {
                            get(baseUrl, "/leads");
                            get(baseUrl, "/leads");
                        }))
                .withMessage(
                        "service-unavailable (503 SERVICE_UNAVAILABLE) of the Buena.ai API v2: lead-sync called the API"
                                + " 2 times: a pact describes one request, so switch off retries");
    }

    @Test
    void aClientThatTriesAgainTheSecondTimeOnlyIsTold() {
        AtomicInteger calls = new AtomicInteger();

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> leadSync.dependsOn(BuenaError.SERVICE_UNAVAILABLE)
                        .verify(baseUrl -> {
                            get(baseUrl, "/leads");
                            if (calls.incrementAndGet() == 2) {
                                get(baseUrl, "/leads");
                            }
                        }))
                .withMessageContaining("called the API 2 times");
    }

    @Test
    void aClientThatSendsSomethingElseTheSecondTimeIsToldWhat() {
        AtomicInteger calls = new AtomicInteger();

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> leadSync.dependsOn(BuenaError.SERVICE_UNAVAILABLE)
                        .verify(baseUrl -> assertThat(get(baseUrl, "/leads?page=" + calls.incrementAndGet()))
                                .isEqualTo(503)))
                .withMessageStartingWith(
                        "service-unavailable (503 SERVICE_UNAVAILABLE) of the Buena.ai API v2: lead-sync sent"
                                + " another request the second time, and a pact needs the same each time: ")
                .withMessageContaining("Expected '1' but received '2' for query parameter 'page'");
    }

    @Test
    void aClientThatAsksForAnotherLeadThanTheStateSpeaksOfIsTold() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(
                        () -> leadSync.dependsOn(BuenaError.NOT_FOUND).verify(baseUrl -> get(baseUrl, "/leads/lead_7")))
                .withMessage(
                        "lead-not-found (404 NOT_FOUND) of the Buena.ai API v2: lead-sync sent GET /leads/lead_7, but"
                                + " the provider state is \"there is no lead lead_abc123\": let the call ask for lead_abc123");
    }

    @Test
    void whatTheCallExpectsInVainIsTheCause() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> leadSync.dependsOn(BuenaError.UNAUTHORIZED)
                        .verify(baseUrl -> assertThat(get(baseUrl, "/leads")).isEqualTo(200)))
                .withMessageStartingWith(
                        "missing-api-key (401 UNAUTHORIZED) of the Buena.ai API v2: lead-sync failed: ")
                .havingCause()
                .isInstanceOf(AssertionError.class)
                .withMessageContaining("401");
    }

    @Test
    void aPactThatFailsIsNotWritten() {
        ErrorPact pact = leadSync.writtenTo(folder).dependsOn(BuenaError.UNAUTHORIZED, BuenaError.NOT_FOUND);

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> pact.verify(baseUrl -> get(baseUrl, "/leads")));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws Exception {
        Path file = Files.createFile(folder.resolve("taken"));

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> leadSync.writtenTo(file)
                        .dependsOn(BuenaError.UNAUTHORIZED)
                        .verify(baseUrl -> get(baseUrl, "/leads")))
                .withMessage("The pact " + file.resolve("lead-sync-buena.json")
                        + " cannot be written; choose another folder, for an ErrorPact with writtenTo(...) or by the system property"
                        + " pact.rootDir");
    }

    @Test
    void anErrorOfAnotherApiIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> leadSync.dependsOn(BuenaError.NOT_FOUND).dependsOn(DatabuddyError.CONFLICT))
                .withMessage("conflict (409 CONFLICT) is a scenario of the Databuddy API, but this is a pact with the"
                        + " Buena.ai API v2; each API has one of its own");
    }

    @Test
    void aPactAboutNothingIsRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> leadSync.verify(baseUrl -> {}))
                .withMessage(
                        "The pact of lead-sync depends on nothing: name an error or a scenario with dependsOn(...)");
        assertThatIllegalStateException()
                .isThrownBy(() -> leadSync.dependsOn(BuenaError.NOT_FOUND).verify())
                .withMessage("There is no call that meets lead-not-found (404 NOT_FOUND): give one to dependsOn(...),"
                        + " verify(...) or tests(...)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ErrorPact.consumer("../lead"))
                .withMessage(
                        "A consumer's name is made of letters, digits, spaces, dots, hyphens and underscores; this is"
                                + " \"../lead\"");
    }

    @Test
    void everyScenarioOfBothApisIsATestOfItsOwn() {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(WholeApis.class))
                .execute()
                .testEvents()
                .assertStatistics(tests -> tests.started(43).succeeded(43));
    }

    static class WholeApis {

        @TempDir
        static Path folder;

        @TestFactory
        Stream<DynamicTest> buena() {
            return tests(Catalog.buena());
        }

        @TestFactory
        Stream<DynamicTest> databuddy() {
            return tests(Catalog.databuddy());
        }

        private static Stream<DynamicTest> tests(Catalog api) {
            return ErrorPact.consumer("whole")
                    .writtenTo(folder)
                    .dependsOn(api.scenarios().toArray(Scenario[]::new))
                    .tests(baseUrl -> post(
                            baseUrl,
                            "/leads/lead_abc123/lead_restricted/website_123/website_missing/website_unauthorized/website_forbidden",
                            "{\"email\":\"john@example.com\"}"));
        }
    }

    @Test
    void testsMayRunConcurrently() {
        EngineTestKit.engine("junit-jupiter")
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "8")
                .selectors(selectClass(WholeApis.class))
                .execute()
                .testEvents()
                .assertStatistics(tests -> tests.started(43).succeeded(43));
    }

    @Test
    void aTestThatFailsLeavesNoPactNotEvenThatOfAnEarlierRun() throws Exception {
        OneFails.folder = folder;
        Path file =
                leadSync.writtenTo(folder).dependsOn(BuenaError.UNAUTHORIZED).verify(baseUrl -> get(baseUrl, "/leads"));

        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(OneFails.class))
                .execute()
                .testEvents()
                .assertStatistics(tests -> tests.started(2).succeeded(1).failed(1));
        assertThat(file).doesNotExist();
    }

    static class OneFails {

        static Path folder;

        @TestFactory
        Stream<DynamicTest> tests() {
            return ErrorPact.consumer("lead-sync")
                    .writtenTo(folder)
                    .dependsOn(BuenaError.UNAUTHORIZED, BuenaError.NOT_FOUND)
                    .tests(baseUrl -> get(baseUrl, "/leads"));
        }
    }

    @Test
    void aBodyWithoutContentTypeIsExpectedWithoutOne() throws Exception {
        Path file = leadSync.writtenTo(folder)
                .dependsOn(BuenaError.RATE_LIMIT_EXCEEDED)
                .verify(baseUrl -> HTTP.send(
                        HttpRequest.newBuilder(URI.create(baseUrl + "/leads"))
                                .POST(BodyPublishers.ofString("{\"firstName\":\"Ada\"}"))
                                .build(),
                        BodyHandlers.discarding()));

        JsonNode request = JSON.readTree(file.toFile()).at("/interactions/0/request");
        assertThat(request.path("headers").has("Content-Type")).isFalse();
        assertThat(request.at("/body/content/firstName").asText()).isEqualTo("Ada");
    }

    @Test
    void theKeyOfTheClientIsInNoFailure() {
        AtomicInteger calls = new AtomicInteger();

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> leadSync.dependsOn(BuenaError.SERVICE_UNAVAILABLE)
                        .verify(baseUrl -> get(baseUrl, calls.incrementAndGet() == 1 ? "/leads" : "/keys")))
                .withMessageEndingWith("a pact needs the same each time: GET /api/v2/keys")
                .satisfies(failure -> assertThat(failure.toString()).doesNotContain("secret"));
    }

    @Test
    void theSchemeOfAKeyIsThatOfTheClient() throws Exception {
        Catalog shop = Catalog.load(TestApis.shopWithBearerTokens(folder.resolve("catalog")));
        Path file = leadSync.writtenTo(folder)
                .dependsOn(shop.scenario("out-of-stock"))
                .verify(baseUrl -> HTTP.send(
                        HttpRequest.newBuilder(URI.create(baseUrl + "/orders"))
                                .header("authorization", "Bearer secret-token")
                                .POST(BodyPublishers.ofString("{\"item\":\"sold_out\"}"))
                                .build(),
                        BodyHandlers.discarding()));

        assertThat(JSON.readTree(file.toFile())
                        .at("/interactions/0/request/headers/Authorization/0")
                        .asText())
                .isEqualTo("Bearer token-of-the-catalog");
    }

    @Test
    void aCallThatIsSkippedSkipsItsTest() {
        assertThatExceptionOfType(TestAbortedException.class)
                .isThrownBy(() -> leadSync.dependsOn(BuenaError.UNAUTHORIZED).verify(baseUrl -> {
                    throw new TestAbortedException("not on this machine");
                }))
                .withMessage("not on this machine");
    }

    @Test
    void twoCallsThatSendTheSameForOneScenarioAreRefused() {
        ClientCall call = baseUrl -> get(baseUrl, "/leads");

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> leadSync.writtenTo(folder)
                        .dependsOn(BuenaError.UNAUTHORIZED, call)
                        .dependsOn(BuenaError.UNAUTHORIZED, call)
                        .verify())
                .withMessage(
                        "The pact of lead-sync would have \"GET /api/v2/leads that ends in missing-api-key\" twice: let"
                                + " the calls differ, or leave one out");
    }

    private static int get(URI baseUrl, String path) throws IOException, InterruptedException {
        return HTTP.send(
                        HttpRequest.newBuilder(URI.create(baseUrl + path))
                                .header("x-api-key", "secret-key-of-the-client")
                                .build(),
                        BodyHandlers.ofString())
                .statusCode();
    }

    private static HttpResponse<String> post(URI baseUrl, String path, String body)
            throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(baseUrl + path))
                        .header("x-api-key", "secret-key-of-the-client")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }
}

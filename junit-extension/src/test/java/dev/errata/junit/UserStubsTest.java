package dev.errata.junit;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Stubs of one's own: they are WireMock's, and win over all that the catalog answers. */
class UserStubsTest {

    @Test
    void stubIsStrongerThanTriggerScenarioUrlAndSuccess() {
        try (BuenaServer buena = BuenaServer.start()) {
            StubMapping stub = buena.stubFor(any(urlPathMatching("/api/v2/leads.*"))
                    .willReturn(status(418).withBody("mine")));

            assertThat(stub.getResponse().getStatus()).isEqualTo(418);
            assertThat(Http.get(buena.baseUrl(), "/leads/lead_abc123").statusCode())
                    .isEqualTo(418);
            assertThat(Http.get(buena.baseUrl("rate-limited"), "/leads").statusCode())
                    .isEqualTo(418);
            assertThat(Http.get(buena.baseUrl(), "/leads").body()).isEqualTo("mine");
        }
    }

    @Test
    void requestsThatNoStubFitsAreTheCatalogsStill() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.stubFor(post("/api/v2/leads").willReturn(ok()));

            assertThat(Http.get(buena.baseUrl(), "/leads").statusCode()).isEqualTo(200);
            assertThat(Http.get(buena.baseUrl(), "/leads/lead_abc123").statusCode())
                    .isEqualTo(404);
            assertThat(Http.get(buena.baseUrl("rate-limited"), "/leads").statusCode())
                    .isEqualTo(429);
            assertThat(Http.get(buena.baseUrl(), "/nowhere").statusCode()).isEqualTo(501);
        }
    }

    @Test
    void stubOfOneServerIsInvisibleToOthers() {
        try (BuenaServer one = BuenaServer.start();
                BuenaServer other = BuenaServer.start();
                BuenaServer own = BuenaServer.start(ServerOptions.defaults().ownPort())) {
            one.stubFor(any(anyUrl()).willReturn(ok("mine")));

            assertThat(Http.get(one.baseUrl(), "/leads").body()).isEqualTo("mine");
            assertThat(Http.get(other.baseUrl(), "/leads").body()).contains("lead_123");
            assertThat(Http.get(own.baseUrl(), "/leads").body()).contains("lead_123");
        }
    }

    @Test
    void stubIsMatchedWithoutAStubsAnswerBeingAnUnmatchedRequest() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.stubFor(get("/outside").willReturn(ok("mine")));

            assertThat(Http.get(buena.rootUrl(), "/outside").body()).isEqualTo("mine");
            buena.verifyNoUnmatchedRequests();
        }
    }

    @Test
    void prioritiesDecideAndElseTheLatest() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.stubFor(get("/api/v2/a").atPriority(1).willReturn(ok("strong")));
            buena.stubFor(get("/api/v2/a").atPriority(2).willReturn(ok("weak")));
            buena.stubFor(get("/api/v2/b").willReturn(ok("first")));
            buena.stubFor(get("/api/v2/b").willReturn(ok("second")));

            assertThat(Http.get(buena.baseUrl(), "/a").body()).isEqualTo("strong");
            assertThat(Http.get(buena.baseUrl(), "/b").body()).isEqualTo("second");
        }
    }

    @Test
    void statesOfAScenarioBelongToOneServer() {
        try (BuenaServer one = BuenaServer.start();
                BuenaServer other = BuenaServer.start()) {
            turnstile(one);
            turnstile(other);

            assertThat(Http.get(one.baseUrl(), "/gate").body()).isEqualTo("first");
            assertThat(Http.get(one.baseUrl(), "/gate").body()).isEqualTo("then");
            assertThat(Http.get(other.baseUrl(), "/gate").body()).isEqualTo("first");
            assertThat(Http.get(one.baseUrl(), "/gate").body()).isEqualTo("then");
        }
    }

    private static void turnstile(BuenaServer buena) {
        buena.stubFor(get("/api/v2/gate")
                .inScenario("gate")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(ok("first"))
                .willSetStateTo("passed"));
        buena.stubFor(get("/api/v2/gate")
                .inScenario("gate")
                .whenScenarioStateIs("passed")
                .willReturn(ok("then")));
    }

    @Test
    void templateSeesTheRequestAsTheApiDoes() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.stubFor(post(anyUrl())
                    .willReturn(okJson("{{request.method}} {{{request.url}}} {{request.pathSegments.[2]}}"
                                    + " {{request.query.q}} {{jsonPath request.body '$.name'}}")
                            .withHeader("X-Key", "{{request.headers.x-api-key}}")
                            .withTransformers("response-template")));

            HttpResponse<String> response = Http.send(
                    "POST",
                    URI.create(buena.baseUrl() + "/leads?q=1"),
                    Map.of("x-api-key", "k"),
                    "{\"name\": \"Ada\"}");

            assertThat(response.body()).isEqualTo("POST /api/v2/leads?q=1 leads 1 Ada");
            assertThat(response.headers().firstValue("X-Key")).contains("k");
        }
    }

    @Test
    void bracesAreTextUnlessTheTemplateIsAskedFor() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.stubFor(get("/plain").willReturn(ok("{{request.url}}")));
            buena.stubFor(get("/filled").willReturn(ok("{{request.url}}").withTransformers("response-template")));

            assertThat(Http.get(buena.rootUrl(), "/plain").body()).isEqualTo("{{request.url}}");
            assertThat(Http.get(buena.rootUrl(), "/filled").body()).isEqualTo("/filled");
        }
    }

    @Test
    void bodyMayStandInAFile() {
        assumeTrue(Files.exists(Path.of("src/test/resources/__files/greeting.json")), "runs in another folder");
        try (BuenaServer buena = BuenaServer.start()) {
            buena.stubFor(get("/api/v2/greeting").willReturn(ok().withBodyFile("greeting.json")));

            assertThat(Http.get(buena.baseUrl(), "/greeting").body()).isEqualTo("{\"greeting\": \"from a file\"}\n");
        }
    }

    @Test
    void ownPortTakesStubsForAllPaths() {
        try (BuenaServer buena = BuenaServer.start(ServerOptions.defaults().ownPort())) {
            buena.stubFor(get("/api/v2/leads").willReturn(ok("mine")));

            assertThat(Http.get(buena.baseUrl(), "/leads").body()).isEqualTo("mine");
            assertThat(Http.get(buena.baseUrl("rate-limited"), "/leads").body()).isEqualTo("mine");
            assertThat(Http.get(buena.baseUrl("rate-limited"), "/keys").statusCode())
                    .isEqualTo(429);
        }
    }
}

package dev.errata.stub.wiremock;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import dev.errata.stub.BuenaServer;
import dev.errata.stub.support.Http;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The user's own stubs are WireMock's, and win over everything that the catalog answers. */
class UserStubsTest {

    @Test
    void stubWinsOverTriggerScenarioUrlAndSuccess() {
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
    void otherRequestsAreAnsweredByTheCatalog() {
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
                BuenaServer other = BuenaServer.start()) {
            one.stubFor(any(anyUrl()).willReturn(ok("mine")));

            assertThat(Http.get(one.baseUrl(), "/leads").body()).isEqualTo("mine");
            assertThat(Http.get(other.baseUrl(), "/leads").body()).contains("lead_def456");
        }
    }

    @Test
    void requestThatAStubAnswersIsNotUnmatched() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.stubFor(get("/api/v2/outside").willReturn(ok("mine")));

            assertThat(Http.get(buena.baseUrl(), "/outside").body()).isEqualTo("mine");
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
            buena.stubFor(get("/api/v2/plain").willReturn(ok("{{request.url}}")));
            buena.stubFor(
                    get("/api/v2/filled").willReturn(ok("{{request.url}}").withTransformers("response-template")));

            assertThat(Http.get(buena.baseUrl(), "/plain").body()).isEqualTo("{{request.url}}");
            assertThat(Http.get(buena.baseUrl(), "/filled").body()).isEqualTo("/api/v2/filled");
        }
    }

    @Test
    void bodyMayStandInAFile() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.stubFor(get("/api/v2/greeting").willReturn(ok().withBodyFile("greeting.json")));

            assertThat(Http.get(buena.baseUrl(), "/greeting").body()).isEqualTo("{\"greeting\": \"from a file\"}\n");
        }
    }

    /** It would silently do nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"/leads/1", "/", "/api/v1/leads"})
    void pathThatNoRequestCanHaveIsRefused(String path) {
        try (BuenaServer buena = BuenaServer.start()) {
            assertThatThrownBy(() -> buena.stubFor(get(path).willReturn(ok())))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("No request to the Buena.ai API v2 can match", path, "/api/v2" + path);
        }
    }
}

package dev.errata.stub.wiremock;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.stub.BuenaServer;
import dev.errata.stub.DatabuddyServer;
import dev.errata.stub.support.Http;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The user's own stubs that forward to another server, which sees the API's paths and nothing of scenarios. */
class UserStubProxyTest {

    @Test
    void forwardedUrlIsTheOneTheApiWouldSee() {
        try (DatabuddyServer target = echo();
                BuenaServer buena = BuenaServer.start()) {
            buena.stubFor(any(anyUrl())
                    .willReturn(aResponse().proxiedFrom(target.rootUrl().toString())));

            for (URI baseUrl : List.of(
                    buena.baseUrl(),
                    buena.baseUrl("rate-limited"),
                    URI.create(buena.rootUrl() + "/~rate-limited/api/v2"))) {
                assertThat(Http.send("PUT", URI.create(baseUrl + "/leads/a%2Fb?q=1&r=~x"), Map.of(), "hello")
                                .body())
                        .isEqualTo("PUT /api/v2/leads/a%2Fb?q=1&r=~x hello");
            }
            assertThat(Http.get(buena.rootUrl(), "/outside?x").body()).isEqualTo("GET /outside?x ");
        }
    }

    @Test
    void rootOfTheServerIsForwardedAsTheRoot() {
        try (DatabuddyServer target = echo();
                BuenaServer buena = BuenaServer.start()) {
            buena.stubFor(any(anyUrl())
                    .willReturn(aResponse().proxiedFrom(target.rootUrl().toString())));

            assertThat(Http.get(buena.rootUrl(), "/").body()).isEqualTo("GET / ");
            assertThat(Http.get(buena.rootUrl(), "").body()).isEqualTo("GET / ");
            assertThat(Http.get(buena.rootUrl(), "?q=1").body()).isEqualTo("GET /?q=1 ");
        }
    }

    @Test
    void prefixThatTheStubItselfRemovesIsRemovedAsWell() {
        try (DatabuddyServer target = echo();
                BuenaServer buena = BuenaServer.start()) {
            buena.stubFor(any(anyUrl())
                    .willReturn(aResponse()
                            .proxiedFrom(target.rootUrl().toString())
                            .withProxyUrlPrefixToRemove("/api/v2")));

            assertThat(Http.get(buena.baseUrl(), "/leads").body()).isEqualTo("GET /leads ");
            assertThat(Http.get(buena.baseUrl("rate-limited"), "/leads").body()).isEqualTo("GET /leads ");
        }
    }

    @Test
    void stubThatForwardsCanBeUsedByManyServers() {
        try (DatabuddyServer target = echo();
                BuenaServer one = BuenaServer.start();
                BuenaServer other = BuenaServer.start()) {
            var forward = any(anyUrl())
                    .willReturn(aResponse().proxiedFrom(target.rootUrl().toString()));
            one.stubFor(forward);
            other.stubFor(forward);

            assertThat(Http.get(one.baseUrl(), "/x").body()).isEqualTo("GET /api/v2/x ");
            assertThat(Http.get(other.baseUrl(), "/x").body()).isEqualTo("GET /api/v2/x ");
            assertThat(Http.get(one.baseUrl(), "/x").body()).isEqualTo("GET /api/v2/x ");
        }
    }

    @Test
    void answerOfTheTargetComesBack() {
        try (BuenaServer target = BuenaServer.start();
                BuenaServer buena = BuenaServer.start()) {
            buena.stubFor(any(anyUrl())
                    .willReturn(aResponse().proxiedFrom(target.rootUrl().toString())));

            assertThat(Http.get(buena.baseUrl(), "/leads/lead_abc123").statusCode())
                    .isEqualTo(404);
            assertThat(Http.get(buena.baseUrl(), "/leads").body()).contains("lead_abc123");
        }
    }

    private static DatabuddyServer echo() {
        DatabuddyServer target = DatabuddyServer.start();
        target.stubFor(any(anyUrl())
                .willReturn(ok("{{request.method}} {{{request.url}}} {{request.body}}")
                        .withTransformers("response-template")));
        return target;
    }
}

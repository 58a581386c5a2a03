package dev.errata.junit;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stubs of one's own that forward to another server: it sees the API's paths, and nothing of lanes and scenarios. */
class UserStubProxyTest {

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void forwardedUrlIsTheOneTheApiWouldSee(boolean ownPort) {
        ServerOptions options = ownPort ? ServerOptions.defaults().ownPort() : ServerOptions.defaults();
        try (DatabuddyServer target = echo();
                BuenaServer buena = BuenaServer.start(options)) {
            buena.stubFor(any(anyUrl())
                    .willReturn(aResponse().proxiedFrom(target.rootUrl().toString())));

            for (URI baseUrl : new URI[] {buena.baseUrl(), buena.baseUrl("rate-limited")}) {
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
        try (BuenaServer target = BuenaServer.start(ServerOptions.defaults().ownPort());
                BuenaServer buena = BuenaServer.start()) {
            buena.stubFor(any(anyUrl())
                    .willReturn(aResponse().proxiedFrom(target.rootUrl().toString())));

            assertThat(Http.get(buena.baseUrl(), "/leads/lead_abc123").statusCode())
                    .isEqualTo(404);
            assertThat(Http.get(buena.baseUrl(), "/leads").body()).contains("lead_123");
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

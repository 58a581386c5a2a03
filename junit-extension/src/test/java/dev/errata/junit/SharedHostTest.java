package dev.errata.junit;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.requestMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one server's clients and stubs may do cannot reach the host that all servers share. */
class SharedHostTest {

    @ParameterizedTest
    @ValueSource(strings = {"/__admin/mappings", "/__admin/settings", "/__admin/shutdown"})
    void adminApiOfWireMockIsClosed(String path) {
        try (BuenaServer buena = BuenaServer.start();
                BuenaServer alone = BuenaServer.start(ServerOptions.defaults().ownPort())) {
            for (StubServer server : new StubServer[] {buena, alone}) {
                HttpResponse<String> response =
                        Http.send("POST", server.baseUrl().resolve(path), Map.of(), "{\"fixedDelay\": 1}");

                assertThat(response.statusCode()).isEqualTo(501);
                assertThat(response.body()).startsWith("Errata: ");
                assertThat(Http.get(server.baseUrl(), "/leads").statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void tildeOfAScenarioUrlMayBeEncoded() {
        try (BuenaServer buena = BuenaServer.start()) {
            String encoded = buena.baseUrl("lead-not-found").toString().replace("~", "%7E");

            assertThat(Http.get(URI.create(encoded + "/leads")).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void requestThatCannotBeReadIsNoErrorOfTheApi() {
        try (BuenaServer buena = BuenaServer.start()) {
            HttpResponse<String> response = Http.send(
                    "POST",
                    URI.create(buena.baseUrl() + "/leads"),
                    Map.of("x-api-key", "test", "Content-Type", "application/json; charset=nope"),
                    "{}");

            assertThat(response.statusCode()).isEqualTo(501);
            assertThat(response.body()).startsWith("Errata: POST /api/v2/leads could not be answered: ");
        }
    }

    @Test
    void stubThatNeedsWhatIsNotThereIsRefused() {
        try (BuenaServer buena = BuenaServer.start()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> buena.stubFor(get(anyUrl()).willReturn(ok().withTransformers("mine"))))
                    .withMessage("Of WireMock's transformers only response-template is there, not [mine]");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> buena.stubFor(requestMatching("mine").willReturn(ok())))
                    .withMessageContaining("\"mine\"");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> buena.stubFor(get(anyUrl())
                            .withServeEventListener("webhook", Map.of())
                            .willReturn(aResponse())))
                    .withMessageContaining("Webhooks");
        }
    }
}

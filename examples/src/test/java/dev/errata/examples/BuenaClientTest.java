package dev.errata.examples;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.noContent;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import dev.errata.examples.buena.BuenaApiException;
import dev.errata.examples.buena.BuenaClient;
import dev.errata.examples.buena.LinkedInAction;
import dev.errata.examples.buena.NewLead;
import dev.errata.examples.http.RetryConfig;
import dev.errata.fixtures.Scenario;
import dev.errata.junit.BuenaErrors;
import dev.errata.junit.BuenaStubs;
import dev.errata.stub.BuenaServer;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers of the Buena client see of the API's answers. */
@ExtendWith(BuenaStubs.class)
class BuenaClientTest {

    private static final NewLead JANE = NewLead.of("Jane", "Doe", "jane@example.com");

    @ParameterizedTest
    @BuenaErrors
    void everyDocumentedErrorBecomesATypedException(Scenario scenario, BuenaServer buena, TestReporter reporter) {
        BuenaClient client = client(buena.baseUrl(scenario));
        JsonNode documented = scenario.answer().json().orElse(MissingNode.getInstance());

        assertThatExceptionOfType(BuenaApiException.class)
                .isThrownBy(() -> client.getLead("lead_1"))
                .satisfies(error -> {
                    assertThat(error.status()).isEqualTo(scenario.status());
                    assertThat(error.code().orElse(null))
                            .isEqualTo(documented.path("code").textValue());
                    assertThat(error.apiMessage().orElse(null))
                            .isEqualTo(documented.path("message").textValue());
                    assertThat(error.details()).isEqualTo(documented.path("details"));
                    assertThat(error.body()).isEqualTo(documented);
                });
        reporter.publishEntry("buena", scenario.id());
    }

    @ParameterizedTest
    @BuenaErrors
    void everyCallReportsErrors(Scenario scenario, BuenaServer buena) {
        BuenaClient client = client(buena.baseUrl(scenario));
        List<ThrowingCallable> calls = List.of(
                () -> client.getLead("lead_1"),
                () -> client.createLead(JANE),
                () -> client.deleteLead("lead_1"),
                () -> client.scheduleLinkedInAction(LinkedInAction.connect("https://linkedin.com/in/jane", "Hello")),
                () -> client.enrich(List.of(JANE)));

        assertThat(calls)
                .allSatisfy(call -> assertThatThrownBy(call)
                        .asInstanceOf(ClientErrors.BUENA)
                        .isScenario(scenario));
    }

    @Test
    void nothingFailsWhereNoErrorIsAskedFor(BuenaServer buena) {
        BuenaClient client = client(buena.baseUrl());

        assertThat(client.getLead("lead_1").id()).isEqualTo("lead_1");
        assertThat(client.createLead(JANE).email()).isEqualTo("jane@example.com");
        client.scheduleLinkedInAction(LinkedInAction.connect("https://linkedin.com/in/jane", "Hello"));
        client.enrich(List.of(JANE));
    }

    @Test
    void anAnswerWithoutABodyIsFineWhereNoneIsExpected(BuenaServer buena) {
        buena.stubFor(any(anyUrl()).willReturn(noContent()));

        client(buena.baseUrl()).deleteLead("lead_1");
    }

    @ParameterizedTest
    @BuenaErrors(scenarios = "bad-gateway-html")
    void theHtmlPageOfAGatewayKeepsItsStatus(Scenario scenario, BuenaServer buena) {
        assertThatExceptionOfType(BuenaApiException.class)
                .isThrownBy(() -> client(buena.baseUrl(scenario)).getLead("lead_1"))
                .withMessage("HTTP 502 without a body that could be understood")
                .satisfies(error -> assertThat(error.code()).isEmpty());
    }

    static Stream<ResponseDefinitionBuilder> answersThatMakeNoSense() {
        return Stream.of(
                serverError(),
                noContent(),
                ok(),
                okJson("{\"success\": true, \"data\": {\"id\": \"lead"),
                okJson("[]"),
                okJson("null"),
                ok("<html>Please sign in</html>").withHeader("Content-Type", "text/html"),
                aResponse().withStatus(404).withBody("{\"error\": true, \"code\": \"NOT_F"),
                aResponse().withStatus(400).withBody("{\"error\": \"a text\", \"code\": 17, \"message\": null}"));
    }

    @ParameterizedTest
    @MethodSource("answersThatMakeNoSense")
    void anAnswerThatMakesNoSenseKeepsItsStatus(ResponseDefinitionBuilder answer, BuenaServer buena) {
        int status = answer.build().getStatus();
        buena.stubFor(any(anyUrl()).willReturn(answer));

        assertThatExceptionOfType(BuenaApiException.class)
                .isThrownBy(() -> client(buena.baseUrl()).getLead("lead_1"))
                .satisfies(error -> {
                    assertThat(error.status()).isEqualTo(status);
                    assertThat(error.code()).isEmpty();
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"bna_0123456789abcdef", "abc12345-xyz789def456ghi123jkl"})
    void noMessageGivesTheKeyAway(String key, BuenaServer buena) {
        BuenaClient client = BuenaClient.builder(buena.baseUrl("expired-api-key"), key)
                .retry(RetryConfig.never())
                .build();

        assertThatExceptionOfType(BuenaApiException.class)
                .isThrownBy(() -> client.getLead("lead_1"))
                .satisfies(error -> assertThat(error).hasStackTraceContaining("Invalid API key"))
                .satisfies(error -> assertThat(error.toString()).doesNotContain(key));
    }

    private static BuenaClient client(URI baseUrl) {
        return BuenaClient.builder(baseUrl, "any-key")
                .retry(RetryConfig.never())
                .build();
    }
}

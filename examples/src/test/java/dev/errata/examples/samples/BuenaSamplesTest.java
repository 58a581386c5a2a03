package dev.errata.examples.samples;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.noContent;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static dev.errata.assertions.BuenaAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.errata.examples.buena.BuenaApiException;
import dev.errata.examples.buena.BuenaClient;
import dev.errata.examples.buena.NewLead;
import dev.errata.examples.buena.PermissionHelp;
import dev.errata.examples.buena.RateLimitInfo;
import dev.errata.examples.http.RetryConfig;
import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Fault;
import dev.errata.junit.BuenaStubs;
import dev.errata.stub.BuenaServer;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Faults of the clients in Buena's document, each caught by a stub, and the client that does not have them. */
@ExtendWith(BuenaStubs.class)
class BuenaSamplesTest {

    private static final String JANE =
            "{\"firstName\": \"Jane\", \"lastName\": \"Doe\", \"email\": \"jane@example.com\"}";

    @Test
    void pythonRepeatsADeletionThatSucceededAndThenReportsAFailure(BuenaServer seenBySample, BuenaServer seenByClient) {
        seenBySample.stubFor(delete(anyUrl()).willReturn(noContent()));
        seenByClient.stubFor(delete(anyUrl()).willReturn(noContent()));

        assertThatExceptionOfType(JsonProcessingException.class)
                .isThrownBy(() -> python(seenBySample.baseUrl()).request("DELETE", "/leads/lead_1", null));
        assertCaught(() -> assertThat(seenBySample.traffic()).didNotRetry(), "there were 3");

        client(seenByClient.baseUrl()).deleteLead("lead_1");
        assertThat(seenByClient.traffic()).didNotRetry();
    }

    @Test
    void pythonAsksForAGatewaysPageAgainAndLosesItsStatus(BuenaServer seenBySample, BuenaServer seenByClient) {
        URI forSample = seenBySample.baseUrl(Fault.GATEWAY_HTML);
        assertThatExceptionOfType(JsonProcessingException.class)
                .isThrownBy(() -> python(forSample).request("GET", "/leads/lead_1", null))
                .withMessageNotContaining("502");
        assertCaught(() -> assertThat(seenBySample.traffic()).didNotRetry(), "there were 3");

        assertThat(errorOf(seenByClient.baseUrl(Fault.GATEWAY_HTML)).status()).isEqualTo(502);
        assertThat(seenByClient.traffic()).didNotRetry();
    }

    @Test
    void pythonCreatesALeadTwiceWhenTheAnswerBreaksOff(BuenaServer seenBySample, BuenaServer seenByClient)
            throws Exception {
        seenBySample.willFail(Fault.RESET_IN_BODY);
        seenByClient.willFail(Fault.RESET_IN_BODY);

        assertThat(python(seenBySample.baseUrl()).request("POST", "/leads", JANE))
                .isNotNull();
        assertCaught(() -> seenBySample.verify(1, postRequestedFor(anyUrl())), "but 2 came");

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(
                        () -> client(seenByClient.baseUrl()).createLead(NewLead.of("Jane", "Doe", "jane@example.com")));
        seenByClient.verify(1, postRequestedFor(anyUrl()));
    }

    @Test
    void javaScriptTakesADeletionThatSucceededForAFailure(BuenaServer buena) {
        buena.stubFor(delete(anyUrl()).willReturn(noContent()));

        assertThatExceptionOfType(JsonProcessingException.class)
                .isThrownBy(() -> javaScript(buena.baseUrl()).request("DELETE", "/leads/lead_1"));
        client(buena.baseUrl()).deleteLead("lead_1");
    }

    @Test
    void javaScriptLosesTheStatusOfAGatewaysPage(BuenaServer buena) {
        URI baseUrl = buena.baseUrl(Fault.GATEWAY_HTML);

        assertThatExceptionOfType(JsonProcessingException.class)
                .isThrownBy(() -> javaScript(baseUrl).request("GET", "/leads/lead_1"))
                .withMessageNotContaining("502");
        assertThat(errorOf(baseUrl).status()).isEqualTo(502);
    }

    @Test
    void theDetailsOfTheSamplesLeaveOutThePermissionThatIsMissing(BuenaServer buena) {
        URI baseUrl = buena.baseUrl("missing-permission");

        assertThat(sampleErrorsOf(baseUrl))
                .allSatisfy(error -> assertThat(error.details()).isNull());
        assertThat(errorOf(baseUrl).permissionHelp())
                .hasValue(new PermissionHelp(
                        "linkedin:schedule", List.of("linkedin:read"), "https://docs.buena.ai/authentication"));
    }

    @Test
    void theDetailsOfTheSamplesLeaveOutTheQuotaAndTheWait(BuenaServer buena) {
        URI baseUrl = buena.baseUrl(BuenaError.RATE_LIMIT_EXCEEDED);

        assertThat(sampleErrorsOf(baseUrl))
                .allSatisfy(error -> assertThat(error.details()).isNull());
        assertThat(errorOf(baseUrl)).satisfies(error -> {
            assertThat(error.retryAfter()).hasValue(Duration.ofSeconds(45));
            assertThat(error.rateLimitInfo())
                    .hasValue(new RateLimitInfo(60, 0, Instant.ofEpochSecond(1640995245), "minute"));
        });
    }

    private static void assertCaught(Runnable assertion, String finding) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(assertion::run)
                .withMessageContaining(finding);
    }

    private static List<BuenaSampleError> sampleErrorsOf(URI baseUrl) {
        return List.of(
                catchThrowableOfType(
                        BuenaSampleError.class, () -> python(baseUrl).request("GET", "/leads/lead_1", null)),
                catchThrowableOfType(
                        BuenaSampleError.class, () -> javaScript(baseUrl).request("GET", "/leads/lead_1")));
    }

    private static BuenaApiException errorOf(URI baseUrl) {
        return catchThrowableOfType(
                BuenaApiException.class, () -> client(baseUrl).getLead("lead_1"));
    }

    private static BuenaPythonSample python(URI baseUrl) {
        return new BuenaPythonSample(baseUrl, pause -> {});
    }

    private static BuenaJavaScriptSample javaScript(URI baseUrl) {
        return new BuenaJavaScriptSample(baseUrl);
    }

    private static BuenaClient client(URI baseUrl) {
        return BuenaClient.builder(baseUrl, "any-key")
                .retry(RetryConfig.defaults().withPace(pause -> Duration.ZERO))
                .build();
    }
}

package dev.errata.assertions;

import static dev.errata.assertions.DatabuddyAssertions.assertThat;
import static dev.errata.assertions.DatabuddyAssertions.assertThatBody;
import static dev.errata.assertions.DatabuddyAssertions.errorCarriedBy;
import static dev.errata.assertions.DatabuddyAssertions.then;
import static dev.errata.assertions.Failures.messageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.assertions.response.ReceivedResponse;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.DatabuddyError;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.traffic.Traffic;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The bodies are the examples of Databuddy's error document. */
class DatabuddyErrorAssertTest {

    static List<Scenario> scenarios() {
        return Catalog.databuddy().scenarios();
    }

    private static ReceivedResponse response(Scenario scenario) {
        return ReceivedResponse.of(
                scenario.status(), Map.of(), scenario.answer().body());
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void everyScenarioIsItself(Scenario scenario) {
        assertThat(response(scenario)).isScenario(scenario);
        if (scenario.isEnveloped()) {
            assertThat(response(scenario))
                    .isError((DatabuddyError) scenario.error())
                    .conformsToEnvelope();
        }
    }

    @Test
    void whatADocumentedTypoEndsInCanBeChained() {
        assertThat(ReceivedResponse.of(400, Map.of(), """
                        {"success": false, "error": "Unknown query type: traffics. Did you mean 'traffic'?",
                         "code": "VALIDATION_ERROR", "requestId": "req_abc123",
                         "details": [
                           {"field": "parameters[0]", "message": "Unknown query type: traffics",
                            "suggestion": "Did you mean 'traffic'?"},
                           {"field": "preset", "message": "Invalid date preset: last7day",
                            "suggestion": "Did you mean 'last7days'?"}]}"""))
                .isError(DatabuddyError.VALIDATION_ERROR)
                .isScenario("typos")
                .hasRequestId()
                .hasRequestId("req_abc123")
                .hasFieldError("parameters[0]", "Unknown query type: traffics")
                .hasSuggestion("preset", "Did you mean 'last7days'?")
                .hasDetail("[1].field", "preset")
                .matchesDocumentedExample()
                .strictly()
                .matchesDocumentedExample();
    }

    @Test
    void theRateLimitTellsItsFigures() {
        then(ReceivedResponse.of(429, Map.of(), """
                        {"success": false, "error": "Rate limit exceeded. Please try again later.",
                         "code": "RATE_LIMIT_EXCEEDED", "limit": 1000, "remaining": 0,
                         "reset": "2026-01-01T12:00:00.000Z", "retryAfter": 45}"""))
                .isError(DatabuddyError.RATE_LIMIT_EXCEEDED)
                .hasRateLimit(1000, 0)
                .hasRetryAfter(Duration.ofSeconds(45))
                .hasNoDetails()
                .matchesDocumentedExample();
    }

    @Test
    void everyEntryPointKnowsTheApi() {
        String body = Catalog.databuddy()
                .scenario(DatabuddyError.AUTH_REQUIRED)
                .answer()
                .body();

        assertThatBody(body).hasCode("AUTH_REQUIRED").hasMessageMatching(".+").matchesDocumentedExample();
        assertThatThrownBy(() -> {
                    throw new IllegalStateException(body);
                })
                .asInstanceOf(errorCarriedBy(
                        IllegalStateException.class, e -> ReceivedResponse.of(401, Map.of(), e.getMessage())))
                .isError(DatabuddyError.AUTH_REQUIRED);
        then(new Traffic(Catalog.databuddy(), "Databuddy", List.of(), 0)).hasAttempts(0);
    }

    @Test
    void anEntryPointThatIsGivenNothingSaysSo() {
        HttpResponse<String> none = null;

        assertThat(Stream.<ThrowingCallable>of(
                                () -> assertThat(none).hasStatus(401),
                                () -> then(none).hasStatus(401),
                                () -> BuenaAssertions.then(none).hasStatus(401))
                        .map(Failures::messageOf))
                .allMatch(message -> message.contains("Expecting actual not to be null"));
    }

    @Test
    void theIdOfTheRequestIsDifferentEveryTime() {
        ReceivedResponse response = ReceivedResponse.of(400, Map.of(), """
                {"success":false,"error":"Invalid date format","code":"VALIDATION_ERROR","requestId":"req_1",\
                "details":[{"field":"startDate","message":"Invalid date: 2024-13-01. Could not parse as a valid date",\
                "suggestion":"Use YYYY-MM-DD format"}]}""");

        assertThat(response).matchesDocumentedExample();
        assertThat(messageOf(() -> assertThat(response).strictly().matchesDocumentedExample()))
                .contains("but:\n  /requestId: expected \"req_abc123\" but was \"req_1\"\n\n");
    }
}

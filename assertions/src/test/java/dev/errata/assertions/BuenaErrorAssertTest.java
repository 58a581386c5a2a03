package dev.errata.assertions;

import static dev.errata.assertions.BuenaAssertions.assertThat;
import static dev.errata.assertions.BuenaAssertions.assertThatBody;
import static dev.errata.assertions.BuenaAssertions.then;
import static dev.errata.assertions.Failures.messageOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.presentation.StandardRepresentation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The bodies are the examples of Buena's error document. */
class BuenaErrorAssertTest {

    private static final String NOT_FOUND = """
            {"error":true,"code":"NOT_FOUND","message":"Lead not found","version":"2.0",\
            "timestamp":"2024-01-20T15:30:00Z","details":{"resource":"lead","id":"lead_abc123"}}""";
    private static final String VALIDATION = """
            {"error":true,"code":"VALIDATION_ERROR","message":"Invalid request data","version":"2.0",\
            "timestamp":"2024-01-20T15:30:00Z","details":{"fields":{"email":"Invalid email format",\
            "firstName":"Field is required"}}}""";
    private static final String RATE_LIMIT = """
            {"error":true,"code":"RATE_LIMIT_EXCEEDED","message":"Rate limit exceeded. Try again in 45 seconds.",\
            "version":"2.0","timestamp":"2024-01-20T15:30:00Z","retryAfter":45,\
            "rateLimitInfo":{"limit":60,"remaining":0,"reset":1640995245,"window":"minute"}}""";
    private static final String PERMISSION = """
            {"error":true,"code":"PERMISSION_DENIED","message":"Insufficient permissions","version":"2.0",\
            "timestamp":"2024-01-20T15:30:00Z","permissionHelp":{"required":"linkedin:schedule",\
            "available":["linkedin:read"],"documentation":"https://docs.buena.ai/authentication"}}""";

    private static ErrorResponse response(int status, String body) {
        return ErrorResponse.of(status, Map.of("Content-Type", List.of("application/json")), body);
    }

    static List<Scenario> scenarios() {
        return Catalog.buena().scenarios();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void everyScenarioIsItself(Scenario scenario) {
        ErrorResponse response = response(scenario.status(), scenario.answer().body());

        assertThat(response).isScenario(scenario);
        if (scenario.answer().json().isPresent()) {
            assertThat(response).isError((BuenaError) scenario.error()).conformsToEnvelope();
        }
        if (scenario.bodyProvenance().isDocumented()) {
            assertThat(response).strictly().matchesDocumentedExample();
        }
    }

    @Test
    void allThatTheDocumentSaysOfAnErrorCanBeChained() {
        assertThat(response(404, NOT_FOUND))
                .isError(BuenaError.NOT_FOUND)
                .isScenario("lead-not-found")
                .hasStatus(404)
                .hasCode("NOT_FOUND")
                .hasMessage("Lead not found")
                .hasMessageContaining("not found")
                .hasMessageMatching("Lead .*")
                .hasVersion("2.0")
                .hasTimestampBetween(Instant.parse("2024-01-20T15:30:00Z"), Instant.parse("2024-01-20T15:30:00Z"))
                .hasDetail("id", "lead_abc123")
                .conformsToEnvelope()
                .matchesDocumentedExample();
        then(response(429, RATE_LIMIT))
                .hasRetryAfter(Duration.ofSeconds(45))
                .hasRateLimit(60, 0)
                .hasNoDetails();
        assertThatBody(VALIDATION).hasFieldError("email", "Invalid email format");
        assertThatBody(PERMISSION).hasPermissionHelp("linkedin:schedule");
    }

    @Test
    void aKeyInTheHeadersIsMasked() {
        ErrorResponse response = ErrorResponse.of(404, Map.of("X-API-Key", List.of("bna_0123456789abcdef")), NOT_FOUND);

        assertThat(messageOf(() -> assertThat(response).hasStatus(500)))
                .contains("X-API-Key: bna_0123…")
                .doesNotContain("456789");
    }

    @Test
    void aLongBodyIsShortened() {
        String message =
                messageOf(() -> assertThat(response(200, "x".repeat(50_000))).hasStatus(500));

        assertThat(message).hasSizeLessThan(10_200).endsWith("x… (shortened)");
    }

    @Test
    void descriptionAndMessageOfTheUserAreHonoured() {
        ErrorResponse response = response(404, NOT_FOUND);

        assertThat(messageOf(() -> assertThat(response).as("the lead %s", "7").hasStatus(500)))
                .startsWith("[the lead 7] \nExpecting the status 500, but:\n  status: expected 500 but was 404\n");
        assertThat(messageOf(() -> assertThat(response)
                        .withFailMessage("100 %% %s", "wrong")
                        .hasStatus(500)))
                .isEqualTo("100 % wrong");
    }

    @Test
    void theRepresentationOfTheUserIsHonoured() {
        StandardRepresentation brief = new StandardRepresentation() {
            @Override
            protected String fallbackToStringOf(Object object) {
                return "only this";
            }
        };

        assertThat(messageOf(() -> assertThat(response(404, NOT_FOUND))
                        .withRepresentation(brief)
                        .hasStatus(500)))
                .endsWith("The response was:\n  only this");
    }

    @Test
    void percentSignsOfTheApiAreNoFormats() {
        assertThat(messageOf(() -> assertThatBody("{\"code\":\"100 %s %d\"}").hasCode("X")))
                .contains("/code: expected \"X\" but was \"100 %s %d\"");
    }

    @Test
    void everyViolationOfTheEnvelopeIsTold() {
        String body = "{\"error\":false,\"code\":17,\"message\":\"\",\"version\":\"2.0\",\"timestamp\":\"yesterday\"}";

        assertThat(messageOf(() -> assertThatBody(body).conformsToEnvelope()))
                .contains("/code: ", "/error: ", "/message: ", "/timestamp: ");
    }

    @Test
    void whatIsDifferentEveryTimeIsLeftOutOfTheComparison() {
        String later = RATE_LIMIT.replace("1640995245", "1").replace("15:30:00Z", "16:00:00Z");

        assertThat(response(429, later)).matchesDocumentedExample();
        assertThat(messageOf(() -> assertThat(response(429, later)).strictly().matchesDocumentedExample()))
                .contains("""
                          /timestamp: expected "2024-01-20T15:30:00Z" but was "2024-01-20T16:00:00Z"
                          /rateLimitInfo/reset: expected 1640995245 but was 1
                        """);
    }

    @Test
    void anAnswerWithoutErrorIsNone() {
        assertThat(ErrorResponse.of(204, Map.of(), "")).isNotAnError();
        assertThatBody("{\"success\":true}").isNotAnError();
    }

    @Test
    void detailsGoOnWithAssertionsOfAssertJ() {
        assertThat(response(400, VALIDATION)).detail("fields.email").isEqualTo("Invalid email format");
        assertThat(response(400, VALIDATION)).detail("/fields/none").isNull();
        assertThat(response(400, VALIDATION))
                .details()
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsKey("fields");
        Object any = response(404, NOT_FOUND);
        assertThat(any).asInstanceOf(BuenaAssertions.BUENA_ERROR).isError(BuenaError.NOT_FOUND);
    }

    @Test
    void aResponseThatIsNullFailsAsAssertJDoes() {
        assertThat(messageOf(() -> assertThat((ErrorResponse) null).isError(BuenaError.NOT_FOUND)))
                .isEqualTo("Expecting actual not to be null");
    }
}

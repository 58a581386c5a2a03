package dev.errata.assertions;

import static dev.errata.assertions.Failures.messageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.DatabuddyError;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The exact text of every failure. */
class MessagesTest {

    private static final String BUENA = """
            {"error":true,"code":"NOT_FOUND","message":"Lead not found","version":"2.0",\
            "timestamp":"2024-01-20T15:30:00Z","details":{"resource":"lead","id":"lead_abc123"}}""";

    private static final String DATABUDDY = """
            {"success":false,"error":"Invalid date format","code":"VALIDATION_ERROR","requestId":"req_abc123",\
            "details":[{"field":"startDate","message":"Invalid date: 2024-13-01. Could not parse as a valid date",\
            "suggestion":"Use YYYY-MM-DD format"}]}""";

    private static final Instant NOON = Instant.parse("2024-01-20T12:00:00Z");

    interface BuenaCheck {
        void on(BuenaErrorAssert response);
    }

    interface DatabuddyCheck {
        void on(DatabuddyErrorAssert response);
    }

    private static Arguments buena(String name, BuenaCheck check, String expected) {
        return arguments(Named.of(name, check), expected);
    }

    private static Arguments databuddy(String name, DatabuddyCheck check, String expected) {
        return arguments(Named.of(name, check), expected);
    }

    static Stream<Arguments> buenas() {
        return Stream.of(
                buena("isError", response -> response.isError(BuenaError.INTERNAL_SERVER_ERROR), """
                        Expecting the error 500 INTERNAL_SERVER_ERROR, but:
                          status: expected 500 but was 404
                          /code: expected "INTERNAL_SERVER_ERROR" but was "NOT_FOUND"

                        Source (OBSERVED): The retry sample on the public errors page of docs.buena.ai
                        """),
                buena("isScenario", response -> response.isScenario("duplicate-lead"), """
                        Expecting the scenario duplicate-lead (409 DUPLICATE_RESOURCE), but:
                          status: expected 409 but was 404
                          /code: expected "DUPLICATE_RESOURCE" but was "NOT_FOUND"
                          /message: expected "Lead with this email already exists" but was "Lead not found"

                        Source (DOCUMENTED): "Buena.ai API: Error Handling", under "DUPLICATE_RESOURCE (409)"
                        """),
                buena("hasStatus", response -> response.hasStatus(500), """
                        Expecting the status 500, but:
                          status: expected 500 but was 404
                        """),
                buena("hasCode", response -> response.hasCode("X"), """
                        Expecting the code X, but:
                          /code: expected "X" but was "NOT_FOUND"
                        """),
                buena("hasMessage", response -> response.hasMessage("X"), """
                        Expecting the message X, but:
                          /message: expected "X" but was "Lead not found"
                        """),
                buena("hasMessageContaining", response -> response.hasMessageContaining("X"), """
                        Expecting a message containing "X", but:
                          /message: was "Lead not found"
                        """),
                buena("hasMessageMatching", response -> response.hasMessageMatching("Lead"), """
                        Expecting a message matching Lead, but:
                          /message: was "Lead not found"
                        """),
                buena("hasVersion", response -> response.hasVersion("3.0"), """
                        Expecting the version 3.0, but:
                          /version: expected "3.0" but was "2.0"
                        """),
                buena("hasTimestampBetween", response -> response.hasTimestampBetween(NOON, NOON), """
                        Expecting a timestamp between 2024-01-20T12:00:00Z and 2024-01-20T12:00:00Z, but:
                          /timestamp: was "2024-01-20T15:30:00Z"
                        """),
                buena("hasRequestId", BuenaErrorAssert::hasRequestId, """
                        Expecting the id of the request, but:
                          errors of the Buena.ai API v2 never tell that
                        """),
                buena("hasNoDetails", BuenaErrorAssert::hasNoDetails, """
                        Expecting no details, but:
                          /details: expected none but was {"resource":"lead","id":"lead_abc123"}
                        """),
                buena("hasDetail", response -> response.hasDetail("id", 7), """
                        Expecting the detail id 7, but:
                          /details/id: expected 7 but was "lead_abc123"
                        """),
                buena("hasDetail, missing", response -> response.hasDetail("fields.email", "X"), """
                        Expecting the detail fields.email X, but:
                          /details/fields/email: expected "X" but is missing
                        """),
                buena("hasFieldError", response -> response.hasFieldError("email", "X"), """
                        Expecting the field error email: X, but:
                          /details/fields: no field errors
                        """),
                buena("hasRetryAfter", response -> response.hasRetryAfter(Duration.ofSeconds(45)), """
                        Expecting a wait of 45 s, but:
                          retry after: expected 45 s but neither body nor header tell it
                        """),
                buena("hasRateLimit", response -> response.hasRateLimit(60, 0), """
                        Expecting the rate limit 60, 0 remaining, but:
                          /rateLimitInfo/limit: expected 60 but is missing
                          /rateLimitInfo/remaining: expected 0 but is missing
                        """),
                buena("hasPermissionHelp", response -> response.hasPermissionHelp("linkedin:schedule"), """
                        Expecting help for the permission linkedin:schedule, but:
                          /permissionHelp/required: is missing
                        """));
    }

    static Stream<Arguments> databuddys() {
        return Stream.of(
                databuddy("isError", response -> response.isError(DatabuddyError.CONFLICT), """
                        Expecting the error 409 CONFLICT, but:
                          status: expected 409 but was 400
                          /code: expected "CONFLICT" but was "VALIDATION_ERROR"

                        Source (DOCUMENTED): "Databuddy API: Error Handling", under "CONFLICT"
                        """),
                databuddy("hasRequestId", response -> response.hasRequestId("req_1"), """
                        Expecting the id of the request req_1, but:
                          /requestId: expected "req_1" but was "req_abc123"
                        """),
                databuddy("hasVersion", response -> response.hasVersion("2.0"), """
                        Expecting the version, but:
                          errors of the Databuddy API never tell that
                        """),
                databuddy("hasFieldError", response -> response.hasFieldError("endDate", "X"), """
                        Expecting the field error endDate: X, but:
                          /details: only startDate: Invalid date: 2024-13-01. Could not parse as a valid date (Use YYYY-MM-DD format)
                        """),
                databuddy("hasSuggestion", response -> response.hasSuggestion("startDate", "X"), """
                        Expecting the suggestion for startDate: X, but:
                          /details: only startDate: Invalid date: 2024-13-01. Could not parse as a valid date (Use YYYY-MM-DD format)
                        """),
                databuddy("hasDetail", response -> response.hasDetail("[0].field", "endDate"), """
                        Expecting the detail [0].field endDate, but:
                          /details/0/field: expected "endDate" but was "startDate"
                        """));
    }

    @ParameterizedTest
    @MethodSource("buenas")
    void aFailureAboutBuena(BuenaCheck check, String expected) {
        ErrorResponse response = ErrorResponse.of(404, Map.of("Content-Type", List.of("application/json")), BUENA);

        assertThat(messageOf(() -> check.on(BuenaAssertions.assertThat(response))))
                .isEqualTo(expected
                        + source(expected, "Buena.ai API: Error Handling", "NOT_FOUND (404)")
                        + """

                        The response was:
                          HTTP 404
                          Content-Type: application/json

                          %s""".formatted(BUENA));
    }

    @ParameterizedTest
    @MethodSource("databuddys")
    void aFailureAboutDatabuddy(DatabuddyCheck check, String expected) {
        ErrorResponse response = ErrorResponse.of(400, Map.of(), DATABUDDY);

        assertThat(messageOf(() -> check.on(DatabuddyAssertions.assertThat(response))))
                .isEqualTo(expected
                        + source(expected, "Databuddy API: Error Handling", "VALIDATION_ERROR")
                        + """

                        The response was:
                          HTTP 400

                          %s""".formatted(DATABUDDY));
    }

    /** Where the expectation itself is documented is told first; else where the error is that the response says it is. */
    private static String source(String expected, String document, String heading) {
        return expected.contains("Source (")
                ? ""
                : "%nSource (DOCUMENTED): \"%s\", under \"%s\"%n".formatted(document, heading);
    }

    @Test
    void aBodyAloneHasNoStatus() {
        assertThat(messageOf(() -> BuenaAssertions.assertThatBody("{}").hasStatus(404)))
                .isEqualTo("""
                        Expecting the status 404, but:
                          status: expected 404 but only the body is known

                        The response was:
                          a body (neither status nor headers are known)

                          {}""");
    }

    @Test
    void everyViolationOfTheEnvelopeStandsInOneFailure() {
        assertThat(messageOf(() -> DatabuddyAssertions.assertThatBody("{\"success\":true,\"code\":7,\"details\":{}}")
                        .conformsToEnvelope()))
                .isEqualTo("""
                        Expecting an error envelope of the Databuddy API, but:
                          /code: integer found, string expected
                          /details: object found, array expected
                          /success: must be the constant value 'false'
                          the body: required property 'error' not found

                        The response was:
                          a body (neither status nor headers are known)

                          {"success":true,"code":7,"details":{}}""");
    }
}

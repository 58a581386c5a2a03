package dev.errata.assertions;

import dev.errata.assertions.response.ReceivedResponse;
import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.DatabuddyError;
import dev.errata.fixtures.traffic.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;

/** Every check: on what it passes, on what it fails, and the exact text of the failure. */
final class Checks {

    /** How a check is made, hard and softly. */
    record Kind<S, A>(Function<S, A> hard, BiFunction<S, UnaryOperator<A>, List<AssertionError>> soft) {}

    /**
     * One use of a check.
     *
     * @param name the method, and behind a comma what is special about this use
     * @param failure the whole text of the failure, empty if it passes
     */
    record Check<S, A>(String name, Kind<S, A> kind, S subject, UnaryOperator<A> check, String failure) {

        boolean passes() {
            return failure.isEmpty();
        }

        String method() {
            return name.replaceFirst(",.*", "");
        }

        void hard() {
            A started = kind.hard().apply(subject);
            if (check.apply(started) != started) {
                throw new IllegalStateException("a check does not go on with itself");
            }
        }

        List<AssertionError> soft() {
            return kind.soft().apply(subject, check);
        }

        Check<S, A> onNull() {
            return new Check<>(name, kind, null, check, "Expecting actual not to be null");
        }

        @Override
        public String toString() {
            return name + (passes() ? " passes" : " fails");
        }
    }

    private static final ApiAssertions<ApiErrorAssert> SHOP = ApiAssertions.of(Catalog.loadResource("shop"));

    private static final Kind<ReceivedResponse, BuenaErrorAssert> BUENA =
            new Kind<>(BuenaAssertions::assertThat, (response, check) -> {
                BuenaSoftAssertions softly = new BuenaSoftAssertions();
                var unused = check.apply(softly.assertThat(response));
                return softly.assertionErrorsCollected();
            });

    private static final Kind<ReceivedResponse, DatabuddyErrorAssert> DATABUDDY =
            new Kind<>(DatabuddyAssertions::assertThat, (response, check) -> {
                DatabuddySoftAssertions softly = new DatabuddySoftAssertions();
                var unused = check.apply(softly.assertThat(response));
                return softly.assertionErrorsCollected();
            });

    private static final Kind<ReceivedResponse, ApiErrorAssert> OWN =
            new Kind<>(SHOP::assertThat, (response, check) -> {
                SoftAssertions softly = new SoftAssertions();
                var unused = check.apply(softly.assertThat((Object) response).asInstanceOf(SHOP.error()));
                return softly.assertionErrorsCollected();
            });

    private static final Kind<Traffic, TrafficAssert> TRAFFIC =
            new Kind<>(BuenaAssertions::assertThat, (traffic, check) -> {
                BuenaSoftAssertions softly = new BuenaSoftAssertions();
                var unused = check.apply(softly.assertThat(traffic));
                return softly.assertionErrorsCollected();
            });

    private static final Instant NOON = Instant.parse("2024-01-20T12:00:00Z");

    private static final ReceivedResponse NOT_FOUND = buena(404, """
            {"error":true,"code":"NOT_FOUND","message":"Lead not found","version":"2.0",\
            "timestamp":"2024-01-20T15:30:00Z","details":{"resource":"lead","id":"lead_abc123"}}""");

    private static final String TOLD_NOT_FOUND = """

            The response was:
              HTTP 404
              Content-Type: application/json

              {"error":true,"code":"NOT_FOUND","message":"Lead not found","version":"2.0",\
            "timestamp":"2024-01-20T15:30:00Z","details":{"resource":"lead","id":"lead_abc123"}}""";

    private static final String DOCUMENTED_NOT_FOUND = """

            Source (DOCUMENTED): "Buena.ai API: Error Handling", under "NOT_FOUND (404)"
            """ + TOLD_NOT_FOUND;

    private static final ReceivedResponse INVALID = buena(400, """
            {"error":true,"code":"VALIDATION_ERROR","message":"Invalid request data","version":"2.0",\
            "timestamp":"2024-01-20T15:30:00Z","details":{"fields":{"email":"Invalid email format",\
            "firstName":"Field is required"}}}""");

    private static final String DOCUMENTED_INVALID = """

            Source (DOCUMENTED): "Buena.ai API: Error Handling", under "VALIDATION_ERROR (400)"

            The response was:
              HTTP 400
              Content-Type: application/json

              {"error":true,"code":"VALIDATION_ERROR","message":"Invalid request data","version":"2.0",\
            "timestamp":"2024-01-20T15:30:00Z","details":{"fields":{"email":"Invalid email format",\
            "firstName":"Field is required"}}}""";

    private static final ReceivedResponse RATE_LIMITED =
            ReceivedResponse.of(429, Map.of("Retry-After", List.of("30")), """
            {"error":true,"code":"RATE_LIMIT_EXCEEDED","message":"Rate limit exceeded. Try again in 45 seconds.",\
            "version":"2.0","timestamp":"2024-01-20T15:30:00Z","retryAfter":45,\
            "rateLimitInfo":{"limit":60,"remaining":0,"reset":1640995245,"window":"minute"}}""");

    private static final String DOCUMENTED_RATE_LIMITED = """

            Source (DOCUMENTED): "Buena.ai API: Error Handling", under "RATE_LIMIT_EXCEEDED (429)"

            The response was:
              HTTP 429
              Retry-After: 30

              {"error":true,"code":"RATE_LIMIT_EXCEEDED","message":"Rate limit exceeded. Try again in 45 seconds.",\
            "version":"2.0","timestamp":"2024-01-20T15:30:00Z","retryAfter":45,\
            "rateLimitInfo":{"limit":60,"remaining":0,"reset":1640995245,"window":"minute"}}""";

    private static final ReceivedResponse LIMITED_AS_DOCUMENTED = buena(429, """
            {"error":true,"code":"RATE_LIMIT_EXCEEDED","message":"Rate limit exceeded. Try again in 45 seconds.",\
            "version":"2.0","timestamp":"2024-01-20T15:30:00Z","retryAfter":45,\
            "rateLimitInfo":{"limit":60,"remaining":0,"reset":1640995245,"window":"minute"}}""");

    private static final ReceivedResponse DENIED = buena(403, """
            {"error":true,"code":"PERMISSION_DENIED","message":"Insufficient permissions","version":"2.0",\
            "timestamp":"2024-01-20T15:30:00Z","permissionHelp":{"required":"linkedin:schedule",\
            "available":["linkedin:read"],"documentation":"https://docs.buena.ai/authentication"}}""");

    private static final ReceivedResponse INVALID_DATE = ReceivedResponse.of(400, Map.of(), """
            {"success":false,"error":"Invalid date format","code":"VALIDATION_ERROR","requestId":"req_abc123",\
            "details":[{"field":"startDate","message":"Invalid date: 2024-13-01. Could not parse as a valid date",\
            "suggestion":"Use YYYY-MM-DD format"}]}""");

    private static final String TOLD_INVALID_DATE = """

            The response was:
              HTTP 400

              {"success":false,"error":"Invalid date format","code":"VALIDATION_ERROR","requestId":"req_abc123",\
            "details":[{"field":"startDate","message":"Invalid date: 2024-13-01. Could not parse as a valid date",\
            "suggestion":"Use YYYY-MM-DD format"}]}""";

    private static final String DOCUMENTED_INVALID_DATE = """

            Source (DOCUMENTED): "Databuddy API: Error Handling", under "VALIDATION_ERROR"
            """ + TOLD_INVALID_DATE;

    private static final ReceivedResponse TOO_MANY = ReceivedResponse.of(429, Map.of(), """
            {"success":false,"error":"Rate limit exceeded. Please try again later.","code":"RATE_LIMIT_EXCEEDED",\
            "limit":1000,"remaining":0,"reset":"2024-01-01T12:00:00.000Z","retryAfter":45}""");

    private static final String DOCUMENTED_TOO_MANY = """

            Source (DOCUMENTED): "Databuddy API: Error Handling", under "RATE_LIMIT_EXCEEDED"

            The response was:
              HTTP 429

              {"success":false,"error":"Rate limit exceeded. Please try again later.","code":"RATE_LIMIT_EXCEEDED",\
            "limit":1000,"remaining":0,"reset":"2024-01-01T12:00:00.000Z","retryAfter":45}""";

    private static final ReceivedResponse SOLD_OUT = ReceivedResponse.of(
            409, Map.of("X-Token", List.of("secret-token-of-jane")), "{\"type\":\"sold-out\",\"title\":\"Sold out\"}");

    private static final String DOCUMENTED_SOLD_OUT = """

            Source (DOCUMENTED): "Shop API: Errors", under "Codes"

            The response was:
              HTTP 409
              X-Token: ***

              {"type":"sold-out","title":"Sold out"}""";

    private Checks() {}

    private static ReceivedResponse buena(int status, String body) {
        return ReceivedResponse.of(status, Map.of("Content-Type", List.of("application/json")), body);
    }

    static Stream<Check<?, ?>> all() {
        return Stream.concat(withSoftEntryPoint(), own());
    }

    /** Softly, an API of one's own is reached by AssertJ's asInstanceOf, which fails hard where there is nothing. */
    static Stream<Check<?, ?>> withSoftEntryPoint() {
        return Stream.of(buena(), defects(), databuddy(), traffic()).flatMap(checks -> checks);
    }

    private static Check<ReceivedResponse, BuenaErrorAssert> buena(
            String name, ReceivedResponse response, UnaryOperator<BuenaErrorAssert> check, String failure) {
        return new Check<>(name, BUENA, response, check, failure);
    }

    private static Stream<Check<?, ?>> buena() {
        return Stream.of(
                buena("isError", NOT_FOUND, it -> it.isError(BuenaError.NOT_FOUND), ""),
                buena("isError", NOT_FOUND, it -> it.isError(BuenaError.INTERNAL_SERVER_ERROR), """
                        Expecting the error 500 INTERNAL_SERVER_ERROR, but:
                          status: expected 500 but was 404
                          /code: expected "INTERNAL_SERVER_ERROR" but was "NOT_FOUND"

                        Source (OBSERVED): angelpadillar/docs@4b52d35 errors.mdx:310
                        """ + TOLD_NOT_FOUND),
                buena(
                        "isError, in another envelope",
                        buena(404, "{\"error\":true,\"code\":\"NOT_FOUND\",\"message\":\"Lead not found\"}"),
                        it -> it.isError(BuenaError.NOT_FOUND),
                        """
                        Expecting the error 404 NOT_FOUND, but:
                          /timestamp: is missing
                          /version: is missing

                        Source (DOCUMENTED): "Buena.ai API: Error Handling", under "NOT_FOUND (404)"

                        The response was:
                          HTTP 404
                          Content-Type: application/json

                          {"error":true,"code":"NOT_FOUND","message":"Lead not found"}"""),
                buena("isScenario", NOT_FOUND, it -> it.isScenario("lead-not-found"), ""),
                buena("isScenario", NOT_FOUND, it -> it.isScenario("duplicate-lead"), """
                        Expecting the scenario duplicate-lead (409 DUPLICATE_RESOURCE), but:
                          status: expected 409 but was 404
                          /code: expected "DUPLICATE_RESOURCE" but was "NOT_FOUND"
                          /message: expected "Lead with this email already exists" but was "Lead not found"

                        Source (DOCUMENTED): "Buena.ai API: Error Handling", under "DUPLICATE_RESOURCE (409)"
                        """ + TOLD_NOT_FOUND),
                buena(
                        "isScenario, as an object",
                        NOT_FOUND,
                        it -> it.isScenario(Catalog.buena().scenario("lead-not-found")),
                        ""),
                buena("hasStatus", NOT_FOUND, it -> it.hasStatus(404), ""),
                buena("hasStatus", NOT_FOUND, it -> it.hasStatus(500), """
                        Expecting the status 500, but:
                          status: expected 500 but was 404
                        """ + DOCUMENTED_NOT_FOUND),
                buena("hasStatus, of a body alone", ReceivedResponse.ofBody("{}"), it -> it.hasStatus(404), """
                        Expecting the status 404, but:
                          status: expected 404 but the status is unknown

                        The response was:
                          only a body (status and headers are unknown)

                          {}"""),
                buena("hasCode", NOT_FOUND, it -> it.hasCode("NOT_FOUND"), ""),
                buena("hasCode", NOT_FOUND, it -> it.hasCode("X"), """
                        Expecting the code X, but:
                          /code: expected "X" but was "NOT_FOUND"
                        """ + DOCUMENTED_NOT_FOUND),
                buena("hasCode, wrongly typed", buena(404, "{\"code\":404}"), it -> it.hasCode("404"), """
                        Expecting the code 404, but:
                          /code: expected "404" but was 404

                        The response was:
                          HTTP 404
                          Content-Type: application/json

                          {"code":404}"""),
                buena("hasMessage", NOT_FOUND, it -> it.hasMessage("Lead not found"), ""),
                buena("hasMessage", NOT_FOUND, it -> it.hasMessage("X"), """
                        Expecting the message X, but:
                          /message: expected "X" but was "Lead not found"
                        """ + DOCUMENTED_NOT_FOUND),
                buena("hasMessageContaining", NOT_FOUND, it -> it.hasMessageContaining("not found"), ""),
                buena(
                        "hasMessageContaining",
                        NOT_FOUND,
                        it -> it.hasMessageContaining("X"),
                        """
                        Expecting a message containing "X", but:
                          /message: was "Lead not found"
                        """ + DOCUMENTED_NOT_FOUND),
                buena("hasMessageMatching", NOT_FOUND, it -> it.hasMessageMatching("Lead .*"), ""),
                buena("hasMessageMatching", NOT_FOUND, it -> it.hasMessageMatching("Lead"), """
                        Expecting a message matching Lead, but:
                          /message: was "Lead not found"
                        """ + DOCUMENTED_NOT_FOUND),
                buena("hasMessageMatching, missing", buena(404, "{}"), it -> it.hasMessageMatching(".*"), """
                        Expecting a message matching .*, but:
                          /message: is missing

                        The response was:
                          HTTP 404
                          Content-Type: application/json

                          {}"""),
                buena("hasVersion", NOT_FOUND, it -> it.hasVersion("2.0"), ""),
                buena("hasVersion", NOT_FOUND, it -> it.hasVersion("3.0"), """
                        Expecting the version 3.0, but:
                          /version: expected "3.0" but was "2.0"
                        """ + DOCUMENTED_NOT_FOUND),
                buena(
                        "hasTimestampBetween",
                        NOT_FOUND,
                        it -> it.hasTimestampBetween(
                                Instant.parse("2024-01-20T15:30:00Z"), Instant.parse("2024-01-20T15:30:00Z")),
                        ""),
                buena(
                        "hasTimestampBetween",
                        NOT_FOUND,
                        it -> it.hasTimestampBetween(NOON, NOON),
                        """
                        Expecting a timestamp between 2024-01-20T12:00:00Z and 2024-01-20T12:00:00Z, but:
                          /timestamp: was "2024-01-20T15:30:00Z"
                        """ + DOCUMENTED_NOT_FOUND),
                buena(
                        "hasTimestampBetween, of none",
                        buena(404, "{\"timestamp\":\"yesterday\"}"),
                        it -> it.hasTimestampBetween(NOON, NOON),
                        """
                        Expecting a timestamp between 2024-01-20T12:00:00Z and 2024-01-20T12:00:00Z, but:
                          /timestamp: was "yesterday"

                        The response was:
                          HTTP 404
                          Content-Type: application/json

                          {"timestamp":"yesterday"}"""),
                buena("hasRequestId, never told", NOT_FOUND, it -> it.hasRequestId(), """
                        Expecting the id of the request, but:
                          errors of the Buena.ai API v2 never have it
                        """ + DOCUMENTED_NOT_FOUND),
                buena(
                        "hasRequestId, never told",
                        NOT_FOUND,
                        it -> it.hasRequestId("req_1"),
                        """
                        Expecting the id of the request req_1, but:
                          errors of the Buena.ai API v2 never have it
                        """ + DOCUMENTED_NOT_FOUND),
                buena("hasNoDetails", DENIED, it -> it.hasNoDetails(), ""),
                buena("hasNoDetails", NOT_FOUND, it -> it.hasNoDetails(), """
                        Expecting no details, but:
                          /details: expected none but was {"resource":"lead","id":"lead_abc123"}
                        """ + DOCUMENTED_NOT_FOUND),
                buena("hasDetail", NOT_FOUND, it -> it.hasDetail("id", "lead_abc123"), ""),
                buena("hasDetail", NOT_FOUND, it -> it.hasDetail("id", 7), """
                        Expecting the detail id 7, but:
                          /details/id: expected 7 but was "lead_abc123"
                        """ + DOCUMENTED_NOT_FOUND),
                buena(
                        "hasDetail, missing",
                        NOT_FOUND,
                        it -> it.hasDetail("fields.email", "X"),
                        """
                        Expecting the detail fields.email X, but:
                          /details/fields/email: expected "X" but is missing
                        """ + DOCUMENTED_NOT_FOUND),
                buena("hasFieldError", INVALID, it -> it.hasFieldError("email", "Invalid email format"), ""),
                buena("hasFieldError", INVALID, it -> it.hasFieldError("email", "Too long"), """
                        Expecting the field error email: Too long, but:
                          /details/fields: only email: Invalid email format; firstName: Field is required
                        """ + DOCUMENTED_INVALID),
                buena(
                        "hasFieldError, missing",
                        NOT_FOUND,
                        it -> it.hasFieldError("email", "X"),
                        """
                        Expecting the field error email: X, but:
                          /details/fields: no field errors
                        """ + DOCUMENTED_NOT_FOUND),
                buena(
                        "hasSuggestion, never told",
                        INVALID,
                        it -> it.hasSuggestion("email", "X"),
                        """
                        Expecting the suggestion for email: X, but:
                          /details/fields: only email: Invalid email format; firstName: Field is required
                        """ + DOCUMENTED_INVALID),
                buena("hasRetryAfter", LIMITED_AS_DOCUMENTED, it -> it.hasRetryAfter(Duration.ofSeconds(45)), ""),
                buena(
                        "hasRetryAfter, contradicted",
                        RATE_LIMITED,
                        it -> it.hasRetryAfter(Duration.ofSeconds(45)),
                        """
                        Expecting a wait of 45 s, but:
                          the header Retry-After: expected 45 s but was 30 s
                        """ + DOCUMENTED_RATE_LIMITED),
                buena(
                        "hasRetryAfter",
                        RATE_LIMITED,
                        it -> it.hasRetryAfter(Duration.ofMillis(1500)),
                        """
                        Expecting a wait of 1.5 s, but:
                          the body: expected 1.5 s but was 45 s
                          the header Retry-After: expected 1.5 s but was 30 s
                        """ + DOCUMENTED_RATE_LIMITED),
                buena(
                        "hasRetryAfter, missing",
                        NOT_FOUND,
                        it -> it.hasRetryAfter(Duration.ofSeconds(45)),
                        """
                        Expecting a wait of 45 s, but:
                          neither the body nor the header Retry-After asks for a wait
                        """ + DOCUMENTED_NOT_FOUND),
                buena("hasRateLimit", RATE_LIMITED, it -> it.hasRateLimit(60, 0), ""),
                buena(
                        "hasRateLimit, with its reset",
                        RATE_LIMITED,
                        it -> it.hasRateLimit(60, 0, Instant.parse("2022-01-01T00:00:45Z")),
                        ""),
                buena(
                        "hasRateLimit, with its reset",
                        RATE_LIMITED,
                        it -> it.hasRateLimit(100, 1, NOON),
                        """
                        Expecting the rate limit 100, 1 remaining until 2024-01-20T12:00:00Z, but:
                          /rateLimitInfo/limit: expected 100 but was 60
                          /rateLimitInfo/remaining: expected 1 but was 0
                          /rateLimitInfo/reset: expected 1705752000 but was 1640995245
                        """ + DOCUMENTED_RATE_LIMITED),
                buena("hasRateLimit", NOT_FOUND, it -> it.hasRateLimit(60, 0), """
                        Expecting the rate limit 60, 0 remaining, but:
                          /rateLimitInfo/limit: expected 60 but is missing
                          /rateLimitInfo/remaining: expected 0 but is missing
                        """ + DOCUMENTED_NOT_FOUND),
                buena("hasPermissionHelp", DENIED, it -> it.hasPermissionHelp("linkedin:schedule"), ""),
                buena(
                        "hasPermissionHelp",
                        NOT_FOUND,
                        it -> it.hasPermissionHelp("linkedin:schedule"),
                        """
                        Expecting permissionHelp linkedin:schedule, but:
                          /permissionHelp/required: expected "linkedin:schedule" but is missing
                        """ + DOCUMENTED_NOT_FOUND),
                buena("conformsToEnvelope", NOT_FOUND, it -> it.conformsToEnvelope(), ""),
                buena("matchesDocumentedExample", NOT_FOUND, it -> it.matchesDocumentedExample(), ""),
                buena("matchesDocumentedExample", buena(404, """
                                {"error":true,"code":"NOT_FOUND","message":"Lead not found","version":"2.0",\
                                "timestamp":"2026-01-01T00:00:00Z","details":{"ids":"lead_abc123"}}"""), it -> it.matchesDocumentedExample(), """
                        Expecting the documented example of lead-not-found (404 NOT_FOUND), but:
                          /details/resource: expected "lead" but is missing
                          /details/id: expected "lead_abc123" but is missing
                          /details/ids: expected none but was "lead_abc123"

                        Source (DOCUMENTED): "Buena.ai API: Error Handling", under "NOT_FOUND (404)"

                        The response was:
                          HTTP 404
                          Content-Type: application/json

                          {"error":true,"code":"NOT_FOUND","message":"Lead not found","version":"2.0",\
                        "timestamp":"2026-01-01T00:00:00Z","details":{"ids":"lead_abc123"}}"""),
                buena(
                        "matchesDocumentedExample, strictly",
                        buena(404, """
                                {"error":true,"code":"NOT_FOUND","message":"Lead not found","version":"2.0",\
                                "timestamp":"2026-01-01T00:00:00Z","details":{"resource":"lead","id":"lead_abc123"}}"""),
                        it -> it.strictly().matchesDocumentedExample(),
                        """
                        Expecting the documented example of lead-not-found (404 NOT_FOUND), but:
                          /timestamp: expected "2024-01-20T15:30:00Z" but was "2026-01-01T00:00:00Z"

                        Source (DOCUMENTED): "Buena.ai API: Error Handling", under "NOT_FOUND (404)"

                        The response was:
                          HTTP 404
                          Content-Type: application/json

                          {"error":true,"code":"NOT_FOUND","message":"Lead not found","version":"2.0",\
                        "timestamp":"2026-01-01T00:00:00Z","details":{"resource":"lead","id":"lead_abc123"}}"""),
                buena(
                        "matchesDocumentedExample, of which there is none",
                        buena(500, "{\"code\":\"INTERNAL_SERVER_ERROR\"}"),
                        it -> it.matchesDocumentedExample(),
                        """
                        Expecting a documented example, but:
                          /code: the document has no example with the code "INTERNAL_SERVER_ERROR"

                        Source (OBSERVED): angelpadillar/docs@4b52d35 errors.mdx:310

                        The response was:
                          HTTP 500
                          Content-Type: application/json

                          {"code":"INTERNAL_SERVER_ERROR"}"""),
                buena(
                        "matchesDocumentedExample, of no body",
                        buena(404, "[]"),
                        it -> it.matchesDocumentedExample(),
                        """
                        Expecting a documented example, but:
                          the body is a JSON array, not an object

                        The response was:
                          HTTP 404
                          Content-Type: application/json

                          []"""),
                buena("isNotAnError", buena(200, "{\"success\":true}"), it -> it.isNotAnError(), ""),
                buena("isNotAnError", NOT_FOUND, it -> it.isNotAnError(), """
                        Expecting no error, but:
                          status: expected one below 400 but was 404
                          the body is an error envelope
                        """ + DOCUMENTED_NOT_FOUND),
                buena("isNotAnError, by its status", buena(400, "{}"), it -> it.isNotAnError(), """
                        Expecting no error, but:
                          status: expected one below 400 but was 400

                        The response was:
                          HTTP 400
                          Content-Type: application/json

                          {}"""),
                buena("isNotAnError, by its envelope", buena(399, """
                                {"error":true,"code":"X","message":"Y","version":"2.0",\
                                "timestamp":"2024-01-20T15:30:00Z"}"""), it -> it.isNotAnError(), """
                        Expecting no error, but:
                          the body is an error envelope

                        The response was:
                          HTTP 399
                          Content-Type: application/json

                          {"error":true,"code":"X","message":"Y","version":"2.0","timestamp":"2024-01-20T15:30:00Z"}"""));
    }

    /** What is wrong with a body as a whole is told by every check of the body alike. */
    private static Stream<Check<?, ?>> defects() {
        return Stream.of(
                        new String[] {null, "there is no body", "(no body)"},
                        new String[] {"", "the body is empty", ""},
                        new String[] {"null", "the body is the JSON value null", "null"},
                        new String[] {"[1]", "the body is a JSON array, not an object", "[1]"},
                        new String[] {
                            "<html>",
                            "the body is not valid JSON: line 1, column 1: Unexpected character ('<' (code 60)): expected a"
                                    + " valid value (JSON String, Number, Array, Object or token 'null', 'true' or"
                                    + " 'false')",
                            "<html>"
                        },
                        new String[] {
                            "{\"code\":\"NOT_F",
                            "the body is cut off, and is not valid JSON: line 1, column 15: Unexpected end-of-input: was"
                                    + " expecting closing quote for a string value",
                            "{\"code\":\"NOT_F"
                        })
                .flatMap(defect -> Stream.concat(
                        bodyChecks(ReceivedResponse.of(502, Map.of(), defect[0]), defect[1], defect[2]),
                        Stream.of(buena(
                                "isError, " + defect[1],
                                ReceivedResponse.of(502, Map.of(), defect[0]),
                                it -> it.isError(BuenaError.NOT_FOUND),
                                """
                                Expecting the error 404 NOT_FOUND, but:
                                  status: expected 404 but was 502
                                  %s

                                Source (DOCUMENTED): "Buena.ai API: Error Handling", under "NOT_FOUND (404)"

                                The response was:
                                  HTTP 502

                                  %s""".formatted(defect[1], defect[2]).stripTrailing()))));
    }

    private static Stream<Check<?, ?>> bodyChecks(ReceivedResponse response, String defect, String shown) {
        return Stream.of(
                broken(
                        "conformsToEnvelope",
                        response,
                        it -> it.conformsToEnvelope(),
                        "an error envelope of the Buena.ai API v2",
                        defect,
                        shown),
                broken("hasCode", response, it -> it.hasCode("X"), "the code X", defect, shown),
                broken("hasMessage", response, it -> it.hasMessage("X"), "the message X", defect, shown),
                broken(
                        "hasMessageContaining",
                        response,
                        it -> it.hasMessageContaining("X"),
                        "a message containing \"X\"",
                        defect,
                        shown),
                broken(
                        "hasMessageMatching",
                        response,
                        it -> it.hasMessageMatching("X"),
                        "a message matching X",
                        defect,
                        shown),
                broken("hasVersion", response, it -> it.hasVersion("2.0"), "the version 2.0", defect, shown),
                broken(
                        "hasTimestampBetween",
                        response,
                        it -> it.hasTimestampBetween(NOON, NOON),
                        "a timestamp between 2024-01-20T12:00:00Z and 2024-01-20T12:00:00Z",
                        defect,
                        shown),
                broken("hasNoDetails", response, it -> it.hasNoDetails(), "no details", defect, shown),
                broken("hasDetail", response, it -> it.hasDetail("id", null), "the detail id null", defect, shown),
                broken(
                        "hasFieldError",
                        response,
                        it -> it.hasFieldError("email", "X"),
                        "the field error email: X",
                        defect,
                        shown),
                broken(
                        "hasSuggestion",
                        response,
                        it -> it.hasSuggestion("email", "X"),
                        "the suggestion for email: X",
                        defect,
                        shown),
                broken(
                        "hasRateLimit",
                        response,
                        it -> it.hasRateLimit(60, 0),
                        "the rate limit 60, 0 remaining",
                        defect,
                        shown),
                broken(
                        "hasPermissionHelp",
                        response,
                        it -> it.hasPermissionHelp("X"),
                        "permissionHelp X",
                        defect,
                        shown),
                broken(
                        "matchesDocumentedExample",
                        response,
                        it -> it.matchesDocumentedExample(),
                        "a documented example",
                        defect,
                        shown));
    }

    private static Check<?, ?> broken(
            String name,
            ReceivedResponse response,
            UnaryOperator<BuenaErrorAssert> check,
            String expectation,
            String defect,
            String shown) {
        return buena(name + ", " + defect, response, check, """
                Expecting %s, but:
                  %s

                The response was:
                  HTTP 502

                  %s""".formatted(expectation, defect, shown)
                .stripTrailing());
    }

    private static Check<ReceivedResponse, DatabuddyErrorAssert> databuddy(
            String name, ReceivedResponse response, UnaryOperator<DatabuddyErrorAssert> check, String failure) {
        return new Check<>(name, DATABUDDY, response, check, failure);
    }

    private static Stream<Check<?, ?>> databuddy() {
        return Stream.of(
                databuddy("isError", INVALID_DATE, it -> it.isError(DatabuddyError.VALIDATION_ERROR), ""),
                databuddy("isError", INVALID_DATE, it -> it.isError(DatabuddyError.CONFLICT), """
                        Expecting the error 409 CONFLICT, but:
                          status: expected 409 but was 400
                          /code: expected "CONFLICT" but was "VALIDATION_ERROR"

                        Source (DOCUMENTED): "Databuddy API: Error Handling", under "CONFLICT"
                        """ + TOLD_INVALID_DATE),
                databuddy("hasRequestId", INVALID_DATE, it -> it.hasRequestId(), ""),
                databuddy("hasRequestId", INVALID_DATE, it -> it.hasRequestId("req_abc123"), ""),
                databuddy("hasRequestId", INVALID_DATE, it -> it.hasRequestId("req_1"), """
                        Expecting the id of the request req_1, but:
                          /requestId: expected "req_1" but was "req_abc123"
                        """ + DOCUMENTED_INVALID_DATE),
                databuddy("hasRequestId, missing", TOO_MANY, it -> it.hasRequestId(), """
                        Expecting the id of the request, but:
                          /requestId: is missing
                        """ + DOCUMENTED_TOO_MANY),
                databuddy(
                        "hasRequestId, empty",
                        ReceivedResponse.ofBody("{\"requestId\":\"\"}"),
                        it -> it.hasRequestId(),
                        """
                        Expecting the id of the request, but:
                          /requestId: was ""

                        The response was:
                          only a body (status and headers are unknown)

                          {"requestId":""}"""),
                databuddy(
                        "hasVersion, never told",
                        INVALID_DATE,
                        it -> it.hasVersion("2.0"),
                        """
                        Expecting the version 2.0, but:
                          errors of the Databuddy API never have it
                        """ + DOCUMENTED_INVALID_DATE),
                databuddy(
                        "hasTimestampBetween, never told",
                        INVALID_DATE,
                        it -> it.hasTimestampBetween(NOON, NOON),
                        """
                        Expecting a timestamp between 2024-01-20T12:00:00Z and 2024-01-20T12:00:00Z, but:
                          errors of the Databuddy API never have it
                        """ + DOCUMENTED_INVALID_DATE),
                databuddy(
                        "hasFieldError",
                        INVALID_DATE,
                        it -> it.hasFieldError("endDate", "X"),
                        """
                        Expecting the field error endDate: X, but:
                          /details: only startDate: Invalid date: 2024-13-01. Could not parse as a valid date\
                         (Use YYYY-MM-DD format)
                        """ + DOCUMENTED_INVALID_DATE),
                databuddy(
                        "hasSuggestion",
                        INVALID_DATE,
                        it -> it.hasSuggestion("startDate", "Use YYYY-MM-DD format"),
                        ""),
                databuddy(
                        "hasSuggestion",
                        INVALID_DATE,
                        it -> it.hasSuggestion("startDate", "X"),
                        """
                        Expecting the suggestion for startDate: X, but:
                          /details: only startDate: Invalid date: 2024-13-01. Could not parse as a valid date\
                         (Use YYYY-MM-DD format)
                        """ + DOCUMENTED_INVALID_DATE),
                databuddy("hasDetail", INVALID_DATE, it -> it.hasDetail("[0].field", "startDate"), ""),
                databuddy(
                        "hasDetail",
                        INVALID_DATE,
                        it -> it.hasDetail("[0].field", "endDate"),
                        """
                        Expecting the detail [0].field endDate, but:
                          /details/0/field: expected "endDate" but was "startDate"
                        """ + DOCUMENTED_INVALID_DATE),
                databuddy(
                        "hasRateLimit, with its reset",
                        TOO_MANY,
                        it -> it.hasRateLimit(1000, 0, Instant.parse("2024-01-01T12:00:00Z")),
                        ""),
                databuddy(
                        "hasRateLimit, with its reset",
                        TOO_MANY,
                        it -> it.hasRateLimit(1000, 0, NOON),
                        """
                        Expecting the rate limit 1000, 0 remaining until 2024-01-20T12:00:00Z, but:
                          /reset: expected "2024-01-20T12:00:00Z" but was "2024-01-01T12:00:00.000Z"
                        """ + DOCUMENTED_TOO_MANY),
                databuddy(
                        "conformsToEnvelope, every violation",
                        ReceivedResponse.ofBody("{\"success\":true,\"code\":7,\"details\":{}}"),
                        it -> it.conformsToEnvelope(),
                        """
                        Expecting an error envelope of the Databuddy API, but:
                          /code: must be string, is integer
                          /details: must be array, is object
                          /error: is missing
                          /success: must be false, is true

                        The response was:
                          only a body (status and headers are unknown)

                          {"success":true,"code":7,"details":{}}"""));
    }

    private static Check<ReceivedResponse, ApiErrorAssert> own(
            String name, ReceivedResponse response, UnaryOperator<ApiErrorAssert> check, String failure) {
        return new Check<>(name, OWN, response, check, failure);
    }

    private static Stream<Check<?, ?>> own() {
        return Stream.of(
                new Check<>(
                        "hasExtra",
                        OWN,
                        ReceivedResponse.ofBody("{\"item\":\"shirt\"}"),
                        it -> it.hasExtra("item", "shirt"),
                        ""),
                new Check<>(
                        "hasExtra",
                        OWN,
                        ReceivedResponse.ofBody("{\"item\":7}"),
                        it -> it.hasExtra("item", "shirt"),
                        """
                        Expecting item shirt, but:
                          /item: expected "shirt" but was 7

                        The response was:
                          only a body (status and headers are unknown)

                          {"item":7}"""),
                new Check<>(
                        "hasExtra, never told",
                        OWN,
                        ReceivedResponse.ofBody("{}"),
                        it -> it.hasExtra("colour", "red"),
                        """
                        Expecting colour red, but:
                          errors of the Shop API never have it

                        The response was:
                          only a body (status and headers are unknown)

                          {}"""),
                own("isError, by name", SOLD_OUT, it -> it.isError("SOLD_OUT"), ""),
                own("isError, by name", SOLD_OUT, it -> it.isError("INVALID_ORDER"), """
                        Expecting the error 400 INVALID_ORDER, but:
                          status: expected 400 but was 409
                          /type: expected "invalid-order" but was "sold-out"
                        """ + DOCUMENTED_SOLD_OUT),
                own("isError, without a code", SOLD_OUT, it -> it.isError("DOWN"), """
                        Expecting the error 503 DOWN, but:
                          status: expected 503 but was 409
                          /type: expected none but was "sold-out"

                        Source (DOCUMENTED): "Shop API: Errors", under "Statuses"

                        The response was:
                          HTTP 409
                          X-Token: ***

                          {"type":"sold-out","title":"Sold out"}"""),
                own(
                        "isError, without a code, and null for one",
                        ReceivedResponse.of(503, Map.of(), "{\"type\":null,\"title\":\"Closed\"}"),
                        it -> it.isError("DOWN"),
                        ""),
                own(
                        "isNotAnError, a success with a title",
                        ReceivedResponse.of(200, Map.of(), "{\"title\":\"A shirt\"}"),
                        it -> it.isNotAnError(),
                        ""),
                own(
                        "isNotAnError, a body with a title",
                        ReceivedResponse.ofBody("{\"title\":\"Closed\"}"),
                        it -> it.isNotAnError(),
                        """
                        Expecting no error, but:
                          the body is an error envelope

                        The response was:
                          only a body (status and headers are unknown)

                          {"title":"Closed"}"""),
                own("hasNoDetails, which there never are", SOLD_OUT, it -> it.hasNoDetails(), ""),
                own("hasDetail, never told", SOLD_OUT, it -> it.hasDetail("id", 7), """
                        Expecting the detail id 7, but:
                          errors of the Shop API never have it
                        """ + DOCUMENTED_SOLD_OUT),
                own("hasRateLimit, never told", SOLD_OUT, it -> it.hasRateLimit(60, 0), """
                        Expecting the rate limit 60, 0 remaining, but:
                          errors of the Shop API have no rate limit
                        """ + DOCUMENTED_SOLD_OUT));
    }

    private static Check<Traffic, TrafficAssert> traffic(
            String name, Recording recording, UnaryOperator<TrafficAssert> check, String failure) {
        return new Check<>(name, TRAFFIC, recording.traffic(), check, failure);
    }

    private static Recording unavailableOnce() {
        return new Recording().answered(0, 503, "service-unavailable").answered(1001, 200, null);
    }

    private static final String TOLD_UNAVAILABLE_ONCE = """

            Buena
              attempt       wait  request and answer
                    1             GET /api/v2/leads/1: 503 service-unavailable
                    2    1.000 s  GET /api/v2/leads/1: 200""";

    private static Recording growing() {
        return new Recording()
                .answered(0, 503, "service-unavailable")
                .answered(1001, 503, "service-unavailable")
                .answered(3002, 503, "service-unavailable")
                .answered(7003, 200, null);
    }

    private static final String TOLD_GROWING = """

            Buena
              attempt       wait  request and answer
                    1             GET /api/v2/leads/1: 503 service-unavailable
                    2    1.000 s  GET /api/v2/leads/1: 503 service-unavailable
                    3    2.000 s  GET /api/v2/leads/1: 503 service-unavailable
                    4    4.000 s  GET /api/v2/leads/1: 200""";

    private static final String TOLD_NONE = "\nBuena: no requests";

    private static Stream<Check<?, ?>> traffic() {
        Duration second = Duration.ofSeconds(1);
        Recording limitedOnce = new Recording().answered(0, 429, "rate-limited").answered(45_000, 200, null);
        Recording obeyed = new Recording().answered(0, 429, "rate-limited").answered(45_001, 200, null);
        Recording once = new Recording().answered(0, 404, "lead-not-found");
        String toldOnce = """

                Buena
                  attempt       wait  request and answer
                        1             GET /api/v2/leads/1: 404 lead-not-found""";
        Recording reconnected = new Recording().broken(0).broken(5).answered(1006, 200, null);
        Recording changed = new Recording()
                .request("POST", "/api/v2/leads", Map.of("Idempotency-Key", List.of("a1")), "{}")
                .answered(0, 503, "service-unavailable")
                .request("PUT", "/api/v2/leads/1", Map.of(), "{\"id\":1}")
                .answered(1001, 200, null);
        return Stream.of(
                traffic("hasAttempts", unavailableOnce(), it -> it.hasAttempts(2), ""),
                traffic("hasAttempts", unavailableOnce(), it -> it.hasAttempts(1), """
                        Expecting 1 attempt, but:
                          there were 2
                        """ + TOLD_UNAVAILABLE_ONCE),
                traffic("hasAttempts, of no request", new Recording(), it -> it.hasAttempts(3), """
                        Expecting 3 attempts, but:
                          there were 0
                        """ + TOLD_NONE),
                traffic("hasAttempts, with reconnects", reconnected, it -> it.hasAttempts(2), ""),
                traffic("hasAttempts, with reconnects", reconnected, it -> it.hasAttempts(3), """
                        Expecting 3 attempts, but:
                          there were 2

                        Buena
                          attempt       wait  request and answer
                                1             GET /api/v2/leads/1: - RESET_BEFORE_HEADERS
                                   reconnect  GET /api/v2/leads/1: - RESET_BEFORE_HEADERS
                                2    1.000 s  GET /api/v2/leads/1: 200"""),
                traffic("didNotRetry", once, it -> it.didNotRetry(), ""),
                traffic("didNotRetry", unavailableOnce(), it -> it.didNotRetry(), """
                        Expecting one attempt and no retry, but:
                          there were 2
                        """ + TOLD_UNAVAILABLE_ONCE),
                traffic("didNotRetry, of no request", new Recording(), it -> it.didNotRetry(), """
                        Expecting one attempt and no retry, but:
                          there were 0
                        """ + TOLD_NONE),
                traffic("stoppedAfter", once, it -> it.stoppedAfter(1), ""),
                traffic("stoppedAfter", unavailableOnce(), it -> it.stoppedAfter(3), """
                        Expecting 3 attempts and then no more, but:
                          there were 2
                          the last attempt succeeded
                        """ + TOLD_UNAVAILABLE_ONCE),
                traffic("honouredRetryAfter", obeyed, it -> it.honouredRetryAfter(), ""),
                traffic("honouredRetryAfter", limitedOnce, it -> it.honouredRetryAfter(), """
                        Expecting every Retry-After to be honoured, but:
                          attempt 2: came after 44.999 s, but the answer before asked for 45.000 s

                        Buena
                          attempt       wait  request and answer
                                1             GET /api/v2/leads/1: 429 rate-limited
                                2   44.999 s  GET /api/v2/leads/1: 200"""),
                traffic("honouredRetryAfter, not asked for", once, it -> it.honouredRetryAfter(), """
                        Expecting every Retry-After to be honoured, but:
                          no answer asked for a wait
                        """ + toldOnce),
                traffic(
                        "honouredRetryAfter, not tried again",
                        new Recording().answered(0, 429, "rate-limited"),
                        it -> it.honouredRetryAfter(),
                        """
                        Expecting every Retry-After to be honoured, but:
                          no attempt followed the answer that asked for a wait

                        Buena
                          attempt       wait  request and answer
                                1             GET /api/v2/leads/1: 429 rate-limited"""),
                traffic("waitedBetweenAttempts", growing(), it -> it.waitedBetweenAttempts(second), ""),
                traffic(
                        "waitedBetweenAttempts, one by one",
                        growing(),
                        it -> it.waitedBetweenAttempts(second, Duration.ofSeconds(2), Duration.ofSeconds(4)),
                        ""),
                traffic(
                        "waitedBetweenAttempts",
                        growing(),
                        it -> it.waitedBetweenAttempts(Duration.ofMillis(1001), Duration.ofMillis(4001)),
                        """
                        Expecting waits between attempts, but:
                          attempt 2: expected a wait of at least 1.001 s but was 1.000 s
                          attempt 3: expected a wait of at least 4.001 s but was 2.000 s
                          attempt 4: expected a wait of at least 4.001 s but was 4.000 s
                        """ + TOLD_GROWING),
                traffic(
                        "waitedBetweenAttempts, of one",
                        once,
                        it -> it.waitedBetweenAttempts(Duration.ZERO),
                        """
                        Expecting waits between attempts, but:
                          there was no second attempt
                        """ + toldOnce),
                traffic("backedOffExponentially", growing(), it -> it.backedOffExponentially(second, 2, 0), ""),
                traffic(
                        "backedOffExponentially",
                        growing(),
                        it -> it.backedOffExponentially(second, 3, 0.1),
                        """
                        Expecting an exponential backoff from 1.000 s by 3.0 with a jitter of 0.1, but:
                          attempt 3: expected a wait of at least 2.700 s but was 2.000 s
                          attempt 4: expected a wait of at least 8.100 s but was 4.000 s
                        """ + TOLD_GROWING),
                traffic(
                        "backedOffExponentially, too slow",
                        growing(),
                        it -> it.backedOffExponentially(second, 1, 0),
                        """
                        Expecting an exponential backoff from 1.000 s by 1.0 with a jitter of 0.0, but:
                          attempt 4: expected a wait of at most 2.000 s but was 4.000 s
                        """ + TOLD_GROWING),
                traffic(
                        "retriedOnly",
                        unavailableOnce(),
                        it -> it.retriedOnly(BuenaError.RATE_LIMIT_EXCEEDED, BuenaError.SERVICE_UNAVAILABLE),
                        ""),
                traffic(
                        "retriedOnly",
                        unavailableOnce(),
                        it -> it.retriedOnly(BuenaError.RATE_LIMIT_EXCEEDED, BuenaError.BAD_GATEWAY),
                        """
                        Expecting retries after RATE_LIMIT_EXCEEDED, BAD_GATEWAY only, but:
                          attempt 2: followed 503 service-unavailable
                        """ + TOLD_UNAVAILABLE_ONCE),
                traffic(
                        "retriedOnly, of no request",
                        new Recording(),
                        it -> it.retriedOnly(BuenaError.BAD_GATEWAY),
                        """
                        Expecting retries after BAD_GATEWAY only, but:
                          there was no request
                        """ + TOLD_NONE),
                traffic("repeatedTheSameRequest", unavailableOnce(), it -> it.repeatedTheSameRequest(), ""),
                traffic("repeatedTheSameRequest", changed, it -> it.repeatedTheSameRequest(), """
                        Expecting the same request each time, but:
                          request 2: expected the method POST but was PUT
                          request 2: expected the URL /api/v2/leads but was /api/v2/leads/1
                          request 2: expected the body {} but was {"id":1}
                          request 2: expected the Idempotency-Key a1 but was absent

                        Buena
                          attempt       wait  request and answer
                                1             POST /api/v2/leads: 503 service-unavailable
                                2    1.000 s  PUT /api/v2/leads/1: 200"""),
                traffic(
                        "repeatedTheSameRequest, of none",
                        new Recording(),
                        it -> it.repeatedTheSameRequest(),
                        """
                        Expecting the same request each time, but:
                          there was no request
                        """ + TOLD_NONE),
                traffic("sentKey", unavailableOnce(), it -> it.sentKey("bna_0123456789abcdef"), ""),
                traffic(
                        "sentKey",
                        unavailableOnce(),
                        it -> it.sentKey("bna_9999999999999999"),
                        """
                        Expecting the given key, but:
                          request 1: carried another key or none
                          request 2: carried another key or none
                        """ + TOLD_UNAVAILABLE_ONCE),
                traffic("sentKey, of no request", new Recording(), it -> it.sentKey("k"), """
                        Expecting the given key, but:
                          there was no request
                        """ + TOLD_NONE),
                traffic(
                        "hasAttempts, of one request",
                        changed,
                        it -> it.forRequest("POST", "/api/v2/leads").hasAttempts(1),
                        ""),
                traffic(
                        "hasAttempts, of one request",
                        changed,
                        it -> it.forRequest("POST", "/api/v2/leads").hasAttempts(2),
                        """
                        Expecting 2 attempts, but:
                          there were 1

                        Buena, only POST /api/v2/leads
                          attempt       wait  request and answer
                                1             POST /api/v2/leads: 503 service-unavailable"""),
                traffic(
                        "hasAttempts, of a request that was not sent",
                        changed,
                        it -> it.forRequest("POST", "/api/v2/lead").hasAttempts(1),
                        """
                        Expecting 1 attempt, but:
                          there were 0

                        Buena, only POST /api/v2/lead: no requests

                        Not counted:
                          POST /api/v2/leads: 503 service-unavailable
                          PUT /api/v2/leads/1: 200"""));
    }
}

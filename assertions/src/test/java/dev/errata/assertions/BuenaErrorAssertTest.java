package dev.errata.assertions;

import static dev.errata.assertions.BuenaAssertions.assertThat;
import static dev.errata.assertions.BuenaAssertions.assertThatBody;
import static dev.errata.assertions.BuenaAssertions.then;
import static dev.errata.assertions.Failures.messageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.errata.assertions.response.ReceivedResponse;
import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.presentation.StandardRepresentation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    private static ReceivedResponse response(int status, String body) {
        return ReceivedResponse.of(status, Map.of("Content-Type", List.of("application/json")), body);
    }

    static List<Scenario> scenarios() {
        return Catalog.buena().scenarios();
    }

    private static boolean sameMessage(Scenario one, Scenario other) {
        return one.answer()
                .json()
                .map(body -> body.path("message"))
                .equals(other.answer().json().map(body -> body.path("message")));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void everyScenarioIsItself(Scenario scenario) {
        ReceivedResponse response = ReceivedResponse.of(
                scenario.status(),
                Map.of("Content-Type", List.of(scenario.answer().contentType() + "; charset=utf-8")),
                scenario.answer().body());

        assertThat(response).isScenario(scenario);
        for (Scenario other : scenarios()) {
            if (!other.answer().body().equals(scenario.answer().body())
                    && !(other.code().equals(scenario.code()) && sameMessage(other, scenario))) {
                assertThat(messageOf(() -> assertThat(response).isScenario(other)))
                        .startsWith("Expecting the scenario " + other);
            }
        }
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
    void aNumberThatJsonDoesNotHaveIsExpectedInVain() {
        assertThat(messageOf(
                        () -> assertThatBody("{\"details\":{\"remaining\":7}}").hasDetail("remaining", Double.NaN)))
                .contains("expected NaN but was 7");
        assertThat(messageOf(() -> assertThatBody("{\"details\":{\"remaining\":7}}")
                        .hasDetail("remaining", Float.NEGATIVE_INFINITY)))
                .contains("expected -Infinity but was 7");
        assertThatBody("{\"details\":{\"remaining\":7}}")
                .hasDetail("remaining", 7.0)
                .hasDetail("remaining", 7f);
    }

    @Test
    void aKeyInTheHeadersIsMasked() {
        ReceivedResponse response =
                ReceivedResponse.of(404, Map.of("X-API-Key", List.of("bna_0123456789abcdef")), NOT_FOUND);

        assertThat(messageOf(() -> assertThat(response).hasStatus(500)))
                .contains("X-API-Key: ***")
                .doesNotContain("456789");
    }

    @Test
    void aKeyThatTheApiRepeatsIsMaskedEverywhere() {
        ReceivedResponse response = ReceivedResponse.of(
                401,
                Map.of("Authorization", List.of("Bearer bna_0123456789"), "Set-Cookie", List.of("id=0123456789abc")),
                "{\"code\":\"UNAUTHORIZED\",\"message\":\"bna_0123456789 is no key, nor is id=0123456789abc\"}");

        assertThat(messageOf(() -> assertThat(response).hasMessage("Invalid API key")))
                .isEqualTo("""
                        Expecting the message Invalid API key, but:
                          /message: expected "Invalid API key" but was "*** is no key, nor is id=***"

                        Source (DOCUMENTED): "Buena.ai API: Error Handling", under "UNAUTHORIZED (401)"

                        The response was:
                          HTTP 401
                          Authorization: Bearer ***
                          Set-Cookie: ***

                          {"code":"UNAUTHORIZED","message":"*** is no key, nor is id=***"}""");
    }

    @Test
    void aLongBodyIsShortened() {
        String message =
                messageOf(() -> assertThat(response(200, "x".repeat(50_000))).hasStatus(500));

        assertThat(message).hasSizeLessThan(10_200).endsWith("x… (shortened)");
    }

    @Test
    void descriptionAndMessageOfTheUserAreHonoured() {
        ReceivedResponse response = response(404, NOT_FOUND);

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

    @ParameterizedTest
    @CsvSource({
        "2024-01-20T15:30:00-00:00, https://docs.buena.ai/permissions",
        "2024-01-20t15:30:00z, /permissions#linkedin",
        "2016-12-31T23:59:60Z, permissions"
    })
    void theEnvelopeKnowsFormatsAsTheirStandardsDo(String timestamp, String documentation) {
        assertThatBody(permission(timestamp, documentation)).conformsToEnvelope();
    }

    @Test
    void aTextOfTheWrongFormatIsShown() {
        assertThat(messageOf(() -> assertThatBody(permission("2016-12-31T23:59:60+01:00", "https://docs.buena.ai/é"))
                        .conformsToEnvelope()))
                .contains("""
                          /permissionHelp/documentation: "https://docs.buena.ai/é" is not a valid uri
                          /timestamp: "2016-12-31T23:59:60+01:00" is not a valid date-time
                        """);
    }

    private static String permission(String timestamp, String documentation) {
        return """
                {"error": true, "code": "PERMISSION_DENIED", "message": "No", "version": "2.0", "timestamp": "%s",
                 "permissionHelp": {"required": "a", "available": [], "documentation": "%s"}}
                """.formatted(timestamp, documentation);
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
        assertThat(ReceivedResponse.of(204, Map.of(), "")).isNotAnError();
        assertThatBody("{\"success\":true}").isNotAnError();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b", "/a/b", "c[0].d", "/c/0/d", "e/f", "/e~1f", "g~h", "/g~0h", "/i.j", "/k[0]"})
    void aDetailIsNamedByItsPathOrAPointer(String path) {
        String body = """
                {"details":{"a":{"b":7},"c":[{"d":7}],"e/f":7,"g~h":7,"i.j":7,"k[0]":7}}""";

        assertThatBody(body)
                .hasDetail(path, 7)
                .hasDetail(path, 7.0)
                .detail(path)
                .isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a..b", ".a", "a.", "a[", "a]", "a[b]", "[0", "/a~", "/a~2b"})
    void aPathThatIsNoneIsRefused(String path) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThatBody(VALIDATION).hasDetail(path, 7))
                .withMessage(
                        "Invalid path \"%s\". Write fields.email, [0].field, or a JSON pointer such as /fields/email",
                        path);
    }

    @Test
    void theDetailsThemselvesAreTheEmptyPath() {
        assertThatBody("{\"details\":{\"a\":1.50}}").hasDetail("", Map.of("a", 1.5));
        assertThatBody("{\"details\":{\"a\":null}}").hasDetail("a", null);
    }

    @Test
    void anExpressionThatIsNoneIsRefusedWhateverTheMessage() {
        assertThatExceptionOfType(PatternSyntaxException.class)
                .isThrownBy(() -> assertThatBody("{}").hasMessageMatching("("));
    }

    @Test
    void aMessageThatIsTooLongForAnExpressionIsAFailure() {
        String body = "{\"message\":\"" + "x".repeat(900_000) + "\"}";

        assertThat(messageOf(() -> assertThatBody(body).hasMessageMatching("(a|x)*")))
                .startsWith("""
                        Expecting a message matching (a|x)*, but:
                          /message: too long for this regular expression
                        """);
    }

    @Test
    void aFailureAboutADetailTellsItsPlaceAndTheResponse() {
        assertThat(messageOf(() -> assertThat(response(404, NOT_FOUND))
                        .as("lead 7")
                        .detail("id")
                        .isEqualTo("lead_7")))
                .startsWith("""
                        [lead 7: /details/id of
                        HTTP 404
                        Content-Type: application/json

                        %s
                        ]\s
                        """.formatted(NOT_FOUND))
                .contains("\"lead_7\"", "\"lead_abc123\"");
        assertThat(messageOf(() -> assertThatBody("").details().isNotNull()))
                .startsWith("[/details of\nonly a body (status and headers are unknown)");
        assertThat(messageOf(() -> ApiAssertions.of(Catalog.loadResource("shop"))
                        .assertThatBody("{}")
                        .details()
                        .isNotNull()))
                .startsWith("[the details (errors of the Shop API never have any) of\n");
    }

    @Test
    void aDetailOfNothingFailsAsAssertJDoes() {
        assertThat(messageOf(() -> assertThat((ReceivedResponse) null).details().isNull()))
                .isEqualTo("Expecting actual not to be null");
    }

    @ParameterizedTest
    @CsvSource({
        "45, 44, false",
        "45, 45, true",
        "45, 46, false",
        "'Thu, 01 Feb 2024 00:00:45 GMT', 43, false",
        "'Thu, 01 Feb 2024 00:00:45 GMT', 44, true",
        "'Thu, 01 Feb 2024 00:00:45 GMT', 46, true",
        "'Thu, 01 Feb 2024 00:00:45 GMT', 47, false"
    })
    void aDateInTheHeaderMayBeASecondOff(String header, long wait, boolean told) {
        ReceivedResponse response = ReceivedResponse.of(
                503, Map.of("Retry-After", List.of(header), "Date", List.of("Thu, 01 Feb 2024 00:00:00 GMT")), "");

        if (told) {
            assertThat(response).hasRetryAfter(Duration.ofSeconds(wait));
        } else {
            assertThat(messageOf(() -> assertThat(response).hasRetryAfter(Duration.ofSeconds(wait))))
                    .contains("the header Retry-After: expected " + wait + " s but was 45 s");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"EEE, dd MMM uuuu HH:mm:ss 'GMT'", "EEEE, dd-MMM-uu HH:mm:ss 'GMT'", "EEE MMM ppd HH:mm:ss uuuu"
            })
    void aDateWithoutTheHeaderDateCountsFromTheMomentOfReceipt(String form) {
        String date = DateTimeFormatter.ofPattern(form, Locale.ROOT)
                .format(ZonedDateTime.now(ZoneOffset.UTC).plusHours(1));
        ReceivedResponse response = ReceivedResponse.of(503, Map.of("Retry-After", List.of(date)), "");

        assertThat(response).hasRetryAfter(Duration.ofHours(1));
        assertThat(messageOf(() -> assertThat(response).hasRetryAfter(Duration.ofMinutes(59))))
                .contains("the header Retry-After: expected 3540 s but was 3");
    }

    @Test
    void aWaitThatCannotBeReadIsTold() {
        ReceivedResponse response =
                ReceivedResponse.of(503, Map.of("Retry-After", List.of("soon")), "{\"retryAfter\":-1}");

        assertThat(messageOf(() -> assertThat(response).hasRetryAfter(Duration.ofSeconds(45))))
                .startsWith("""
                        Expecting a wait of 45 s, but:
                          /retryAfter is -1, which is not a number of whole seconds; the header Retry-After is "soon", which\
                         is neither seconds nor an HTTP date
                          neither the body nor the header Retry-After asks for a wait
                        """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "45.5", "\"45\"", "2147483648", "null", "1e999999999"})
    void aWaitInTheBodyThatMakesNoSenseIsPassedOver(String wait) {
        String body = "{\"retryAfter\":" + wait + "}";

        assertThat(messageOf(() -> assertThatBody(body).hasRetryAfter(Duration.ofSeconds(45))))
                .contains("neither the body nor the header Retry-After asks for a wait");
        assertThat(ReceivedResponse.of(503, Map.of("retry-after", List.of("7")), body))
                .hasRetryAfter(Duration.ofSeconds(7));
    }

    @Test
    void wholeSecondsMayBeWrittenAsADecimal() {
        assertThatBody("{\"retryAfter\":45.0}").hasRetryAfter(Duration.ofSeconds(45));
        assertThatBody("{\"retryAfter\":0}").hasRetryAfter(Duration.ZERO);
    }

    private static final String PAGE =
            Catalog.buena().scenario("bad-gateway-html").answer().body();

    @Test
    void thePageOfAGatewayIsToldByItsBodyAndItsMediaType() {
        Map<String, List<String>> html = Map.of("Content-Type", List.of("Text/HTML;charset=utf-8"));

        assertThat(ReceivedResponse.of(502, html, PAGE)).isScenario("bad-gateway-html");
        assertThat(ReceivedResponse.of(502, Map.of(), PAGE)).isScenario("bad-gateway-html");
        assertThat(messageOf(() -> assertThat(ReceivedResponse.of(502, html, "<h1>Sorry</h1>"))
                        .isScenario("bad-gateway-html")))
                .startsWith(
                        "Expecting the scenario bad-gateway-html (502 BAD_GATEWAY), but:\n  the body: expected \"<html>")
                .contains(" but was \"<h1>Sorry</h1>\"\n");
        assertThat(messageOf(() ->
                        assertThat(ReceivedResponse.of(502, Map.of(), null)).isScenario("bad-gateway-html")))
                .contains(" but was \"\"\n");
        assertThat(messageOf(() -> assertThat(response(502, PAGE)).isScenario("bad-gateway-html")))
                .contains("but:\n  the header Content-Type: expected \"text/html\" but was \"application/json\"\n");
        assertThat(messageOf(() -> assertThat(response(502, NOT_FOUND)).isScenario("bad-gateway-html")))
                .contains("the body: expected \"<html>", "the header Content-Type: expected \"text/html\"");
    }

    static Stream<Arguments> numbers() {
        return Stream.of(
                arguments(0.1f, "0.1"),
                arguments(0.1, "0.1"),
                arguments(new BigDecimal("0.100"), "0.1"),
                arguments(16777216.0f, "16777216"),
                arguments(7, "7.00"),
                arguments(7L, "7"),
                arguments((short) 7, "70e-1"),
                arguments(new BigInteger("7"), "7"),
                arguments(1e2, "100"),
                arguments(Long.MAX_VALUE, "9223372036854775807"),
                arguments(Map.of("a", List.of(0.1f)), "{\"a\":[0.1]}"),
                arguments(new byte[] {1, 2}, "\"AQI=\""));
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void valuesAreComparedAsJsonWritesThem(Object expected, String json) {
        assertThatBody("{\"details\":{\"x\":" + json + "}}").hasDetail("x", expected);
    }

    @Test
    void valuesThatAreNotTheSameAreShownSo() {
        assertThat(messageOf(() -> assertThatBody("{\"details\":{\"x\":0.10000000149011612}}")
                        .hasDetail("x", 0.1f)))
                .contains("/details/x: expected 0.1 but was 0.10000000149011612\n");
        assertThat(messageOf(() -> assertThatBody("{\"details\":{\"x\":0.1}}").hasDetail("x", "0.1")))
                .contains("/details/x: expected \"0.1\" but was 0.1\n");
        assertThat(messageOf(
                        () -> assertThatBody("{\"details\":{\"x\":\"NaN\"}}").hasDetail("x", Double.NaN)))
                .contains("/details/x: expected NaN but was \"NaN\"\n");
        assertThat(messageOf(() ->
                        assertThatBody("{\"details\":{\"x\":\"a\u00A0b\"}}").hasDetail("x", "a b")))
                .contains("/details/x: expected \"a b\" but was \"a\\u00A0b\"\n");
        assertThat(messageOf(() -> assertThatBody("{\"message\":\"caf\u00E9\"}").hasMessage("cafe\u0301")))
                .contains("/message: expected \"cafe\\u0301\" but was \"caf\\u00E9\"\n");
        assertThat(messageOf(() -> assertThatBody("{\"message\":\"caf\u00E9\"}").hasMessage("th\u00E9")))
                .contains("/message: expected \"th\u00E9\" but was \"caf\u00E9\"\n");
    }

    @Test
    void aByteOrderMarkIsToldAsAFaultOfTheResponse() {
        assertThat(messageOf(() -> assertThatBody("\uFEFF" + NOT_FOUND).isError(BuenaError.NOT_FOUND)))
                .contains("\n  the body starts with a byte order mark, which JSON in a response must not have\n")
                .doesNotContain("save it");
    }

    @Test
    void anExceptionIsNoResponseButMayCarryOne() {
        IllegalStateException thrown = new IllegalStateException("HTTP 404");

        assertThat(messageOf(() -> assertThatThrownBy(() -> {
                            throw thrown;
                        })
                        .asInstanceOf(BuenaAssertions.BUENA_ERROR)))
                .isEqualTo(
                        "Expecting a ReceivedResponse but was java.lang.IllegalStateException: HTTP 404. Continue with"
                                + " asInstanceOf(errorCarriedBy(IllegalStateException.class, e -> ...)), which takes the response from"
                                + " the exception");
        assertThat(messageOf(() -> assertThat((Object) "text").asInstanceOf(BuenaAssertions.BUENA_ERROR)))
                .contains("to be an instance of:", "ReceivedResponse");
    }

    @Test
    void detailsGoOnWithAssertionsOfAssertJ() {
        assertThat(response(400, VALIDATION)).detail("fields.email").isEqualTo("Invalid email format");
        assertThat(response(400, VALIDATION)).detail("/fields/none").isNull();
        assertThatBody("{\"details\":{\"price\":0.1}}").detail("price").isEqualTo(0.1);
        assertThatBody("{\"details\":{\"price\":0.12345678901234567890}}")
                .detail("price")
                .isEqualTo(new BigDecimal("0.12345678901234567890"));
        assertThatBody("{\"details\":{\"a\":[true,null,1,{\"b\":2.50}]}}")
                .detail("a")
                .isEqualTo(Arrays.asList(true, null, 1, Map.of("b", 2.5)));
        assertThat(response(400, VALIDATION))
                .details()
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsKey("fields");
        Object any = response(404, NOT_FOUND);
        assertThat(any).asInstanceOf(BuenaAssertions.BUENA_ERROR).isError(BuenaError.NOT_FOUND);
    }

    @Test
    void aResponseThatIsNullFailsAsAssertJDoes() {
        assertThat(messageOf(() -> assertThat((ReceivedResponse) null).isError(BuenaError.NOT_FOUND)))
                .isEqualTo("Expecting actual not to be null");
    }
}

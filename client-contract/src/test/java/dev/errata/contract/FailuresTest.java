package dev.errata.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.ContractRun.Result;
import dev.errata.fixtures.Catalog;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A failure says which rule was broken where, what the document says, what the server did, and what the client. */
class FailuresTest {

    static class SendsNothing extends BuenaReferenceClient {
        @Override
        public ClientReport call(URI baseUrl, String apiKey) {
            return ClientReport.error("not connected");
        }
    }

    static class ReportsNothing extends BuenaReferenceClient {
        @Override
        @SuppressWarnings("NullAway")
        public ClientReport call(URI baseUrl, String apiKey) throws Exception {
            super.call(baseUrl, apiKey);
            return null;
        }

        @Override
        int attempts() {
            return 1;
        }
    }

    static class ReportsValueAndError extends BuenaReferenceClient {
        @Override
        ClientReport report(ApiException error, Answer answer) {
            return ClientReport.value(answer.body()).status(answer.status());
        }
    }

    static class TellsTheKeyAsAValue extends BrokenClients.TakesNotFoundForNothing {
        @Override
        public ClientReport call(URI baseUrl, String apiKey) throws Exception {
            ClientReport report = super.call(baseUrl, apiKey);
            return report.isError() ? report : ClientReport.value("answer to " + apiKey);
        }
    }

    static class ThrowsTheKey extends BuenaReferenceClient {
        @Override
        ClientReport report(ApiException error, Answer answer) {
            throw new IllegalStateException("no lead for " + apiKey().substring(2), error);
        }
    }

    /** A well-known client that tells 8 characters of the key, as Buena's support asks for. */
    static class TellsTheBeginningOfTheKey extends BuenaReferenceClient {
        @Override
        IOException broken(IOException cause, String apiKey) {
            return new IOException("no answer for the key " + apiKey.substring(0, 8), cause);
        }
    }

    static class TellsDetailsThatAreNone extends BuenaReferenceClient {
        @Override
        ClientReport report(ApiException error, Answer answer) {
            return super.report(error, answer).details(new Object());
        }
    }

    /** Tries again on broken connections alone. */
    static class BacksOffLessAndLess extends BuenaReferenceClient {
        @Override
        int attempts() {
            return 3;
        }

        @Override
        boolean isTriedAgain(int status, int attempt) {
            return false;
        }

        @Override
        Duration backoff(int attempt) {
            return Duration.ofMillis(attempt == 1 ? 150 : 50);
        }
    }

    @Test
    void tellsEverythingOfAnErrorThatIsReportedWrongly() {
        assertThat(message(new BrokenClients.RoundsStatuses(), Rule.REQUIRED_REPORTS_STATUS))
                .isEqualTo("""
                        required_reportsStatus, enrichment-credits-exhausted (402 ENRICHMENT_CREDITS_EXHAUSTED)
                        Expecting status 402, but:
                          the client reported 400

                        Source (DOCUMENTED): "Buena.ai API: Error Handling", under "ENRICHMENT_CREDITS_EXHAUSTED (402)"

                        The server answered:
                          HTTP 402 {"error":true,"code":"ENRICHMENT_CREDITS_EXHAUSTED","message":"Insufficient enrichment\
                         credits","version":"2.0","timestamp":"2024-01-20T15:30:00Z","details":{"remaining":0,"required":5,\
                        "upgradeUrl":"https://app.buena.ai/billing"}}
                        The client reported:
                          an error with status 400, code ENRICHMENT_CREDITS_EXHAUSTED, details {"remaining":0,"required":5,\
                        "upgradeUrl":"https://app.buena.ai/billing"}: dev.errata.contract.ReferenceClient$ApiException:\
                         HTTP 402

                        Buena.ai API v2 at URL: 1 request
                          #       at     took  request                   answer                            by
                          1  TIME  TIME  GET /api/v2/leads/lead_1  402 enrichment-credits-exhausted  script""");
    }

    @Test
    void tellsTheAttemptsOfAClientThatTriesAgain() {
        assertThat(message(new BrokenClients.TriesConflictsAgain(), Rule.REQUIRED_DOES_NOT_RETRY_CLIENT_ERRORS))
                .startsWith("""
                        required_doesNotRetryClientErrors, duplicate-lead (409 DUPLICATE_RESOURCE)
                        Expecting one attempt and no retry, but:
                          there were 2

                        Source (DOCUMENTED): "Buena.ai API: Error Handling", under "DUPLICATE_RESOURCE (409)"
                        """)
                .endsWith("""
                        HTTP 409

                        Buena.ai API v2 at URL
                          attempt       wait  request and answer
                                1             GET /api/v2/leads/lead_1: 409 duplicate-lead
                                2    TIME  GET /api/v2/leads/lead_1: 409 duplicate-lead""");
    }

    @Test
    void tellsWhatEscapedTheCall() {
        Result failure = failure(new BrokenClients.ParsesPages(), Rule.REQUIRED_REPORTS_GATEWAY_PAGE);

        assertThat(message(failure)).startsWith("""
                        required_reportsGatewayPage, GATEWAY_HTML
                        Expecting an error, but:
                          call(...) threw java.lang.IllegalArgumentException: Unexpected character ('<')

                        Source (DOCUMENTED): "Buena.ai API: Error Handling", under "5xx Server Errors"

                        The server answered:
                          HTTP 502 <html>
                          <head><title>502 Bad Gateway</title></head>
                        """).contains("The client reported:\n  nothing\n");
        assertThat(failure.thrown().orElseThrow())
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .hasRootCauseMessage("Unexpected character ('<')");
    }

    @Test
    void tellsThatAttemptsDoNotEnd() {
        assertThat(message(new BrokenClients.NeverGivesUp(), Rule.REQUIRED_LIMITS_RETRIES))
                .startsWith("""
                        required_limitsRetries, service-unavailable (503 SERVICE_UNAVAILABLE)
                        Expecting at most 4 attempts, but:
                          the client made more; if it should, override maxAttempts()
                        """)
                .contains("Buena.ai API v2 at URL: 5 requests\n");
    }

    @Test
    void tellsWaitsThatDoNotGrow() {
        assertThat(message(new BacksOffLessAndLess(), Rule.RECOMMENDED_INCREASES_BACKOFF))
                .containsPattern(
                        "Expecting waits that grow, but:\n  the wait before request 3 was \\d{2,3} ms, the first wait"
                                + " 1\\d\\d ms\n")
                .contains("The server answered:\n  - RESET_IN_BODY\n");
    }

    @Test
    void tellsThatADateWasPassedOver() {
        assertThat(message(new BrokenClients.ReadsNoDates(), Rule.RECOMMENDED_HONORS_RETRY_AFTER_DATE))
                .startsWith("""
                        recommended_honorsRetryAfterDate, rate-limited (429 RATE_LIMIT_EXCEEDED) with a date in Retry-After
                        Expecting no request before the date in Retry-After, but:
                          request 2 was sent before it
                        """);
    }

    @Test
    void tellsWhereTheKeyIsWithoutTellingTheKey() {
        assertThat(message(new BrokenClients.TellsTheKey(), Rule.REQUIRED_HIDES_API_KEY))
                .startsWith("""
                        required_hidesApiKey, CONNECTION_REFUSED
                        Expecting no message to contain the API key, but:
                          the message of java.io.IOException, suppressed in java.net.ConnectException, the cause of\
                         java.io.IOException: GET /leads/lead_1, x-api-key: ***
                          the text of java.io.IOException, suppressed in java.net.ConnectException, the cause of\
                         java.io.IOException: java.io.IOException: GET /leads/lead_1, x-api-key: ***

                        The server answered:
                          nothing
                        """);
        assertThat(message(new TellsTheKeyAsAValue(), Rule.REQUIRED_HIDES_API_KEY))
                .contains("  the report: the value answer to ***\n");
        assertThat(failure(new ThrowsTheKey(), Rule.REQUIRED_HIDES_API_KEY)
                        .thrown()
                        .orElseThrow())
                .hasMessageContaining("  the message of java.lang.IllegalStateException: no lead for ")
                .hasNoCause();
        assertThat(Stream.of(
                                ContractRun.of(new BrokenClients.TellsTheKey(), Rule.REQUIRED_HIDES_API_KEY),
                                ContractRun.of(new TellsTheKeyAsAValue(), Rule.REQUIRED_HIDES_API_KEY),
                                ContractRun.of(new ThrowsTheKey(), Rule.REQUIRED_HIDES_API_KEY),
                                ContractRun.of(new ThrowsTheKey(), Rule.REQUIRED_REPORTS_EMPTY_BODY))
                        .flatMap(ContractRun::failures)
                        .map(Result::message))
                .hasSizeGreaterThan(20)
                .noneMatch(message -> message.contains("key-that-opens-nothing"));
    }

    @Test
    void theBeginningOfTheKeyMayBeTold() {
        assertThat(ContractRun.of(new TellsTheBeginningOfTheKey(), Rule.REQUIRED_HIDES_API_KEY)
                        .failures())
                .isEmpty();
    }

    /** Its document tells waits in words, which no server can shorten. */
    static class WaitsInWords extends ReferenceClient {
        WaitsInWords() {
            super("/things", "/code");
        }

        @Override
        public Catalog catalog() {
            return Catalog.loadResource("dev/errata/contract/words");
        }
    }

    @Test
    void whatTheServerRefusesIsNoFaultOfTheClient() {
        assertThat(failure(new WaitsInWords(), Rule.REQUIRED_HONORS_RETRY_AFTER)
                        .thrown()
                        .orElseThrow())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("/wait");
    }

    @Test
    void tellsThatDetailsAreNone() {
        assertThat(message(new TellsDetailsThatAreNone(), Rule.RECOMMENDED_REPORTS_DETAILS))
                .contains("Expecting details that Jackson can write as JSON, but:\n  No serializer found for class");
    }

    @Test
    void aClientThatSendsNothingFailsEverything() {
        assertThat(brokenBy(new SendsNothing())).hasSize(Rule.values().length - 1);
        assertThat(message(new SendsNothing(), Rule.REQUIRED_REPORTS_EMPTY_BODY))
                .startsWith("""
                        required_reportsEmptyBody, EMPTY_SERVER_ERROR
                        Expecting a request to the base URL that call(...) is given, but:
                          the client sent none
                        """)
                .contains("The client reported:\n  an error that says nothing about the answer: not connected\n");
    }

    @Test
    void aCallThatReportsNothingFailsEverything() {
        assertThat(brokenBy(new ReportsNothing())).hasSize(Rule.values().length - 1);
        assertThat(message(new ReportsNothing(), Rule.REQUIRED_REPORTS_EMPTY_BODY))
                .contains("Expecting a report, but:\n  call(...) returned null; return ClientReport.value(...) or"
                        + " ClientReport.error(...)\n");
    }

    @Test
    void aReportOfAValueAndAnErrorIsRefused() {
        assertThat(message(new ReportsValueAndError(), Rule.REQUIRED_REPORTS_EMPTY_BODY))
                .contains(
                        "call(...) threw java.lang.IllegalStateException: A value has no status, code, details, retryAfter or"
                                + " requestId. Report a value or an error, not both.\n");
    }

    private static String message(ClientContract client, Rule rule) {
        return message(failure(client, rule));
    }

    /** Without what is different each time. */
    private static String message(Result failure) {
        return failure.message().replaceAll("http://127.0.0.1:\\d+", "URL").replaceAll("\\d\\.\\d{3} s", "TIME");
    }

    private static Result failure(ClientContract client, Rule rule) {
        return ContractRun.firstFailure(client, rule).orElseThrow();
    }

    private static Stream<Rule> brokenBy(ClientContract client) {
        return Stream.of(Rule.values())
                .filter(rule -> ContractRun.firstFailure(client, rule).isPresent());
    }
}

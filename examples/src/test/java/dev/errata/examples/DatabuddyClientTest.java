package dev.errata.examples;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.errata.examples.databuddy.CustomQuery;
import dev.errata.examples.databuddy.CustomQuery.Computation;
import dev.errata.examples.databuddy.CustomQuery.Select;
import dev.errata.examples.databuddy.DatabuddyApiException;
import dev.errata.examples.databuddy.DatabuddyClient;
import dev.errata.examples.databuddy.FieldError;
import dev.errata.examples.databuddy.Query;
import dev.errata.examples.http.RetryConfig;
import dev.errata.fixtures.DatabuddyError;
import dev.errata.fixtures.Fault;
import dev.errata.fixtures.Scenario;
import dev.errata.junit.DatabuddyErrors;
import dev.errata.junit.DatabuddyStubs;
import dev.errata.stub.DatabuddyServer;
import java.net.URI;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers of the Databuddy client see of the API's answers. */
@ExtendWith(DatabuddyStubs.class)
class DatabuddyClientTest {

    private static final Query TRAFFIC = Query.of("traffic").during("last7days");
    private static final CustomQuery EVENTS = new CustomQuery(
            new Computation("events", List.of(new Select("*", "count")), List.of()), "2024-01-01", "2024-01-31");

    @ParameterizedTest
    @DatabuddyErrors
    void everyDocumentedErrorBecomesATypedException(
            Scenario scenario, DatabuddyServer databuddy, TestReporter reporter) {
        DatabuddyClient client = client(databuddy.baseUrl(scenario));
        JsonNode documented = scenario.answer().json().orElse(MissingNode.getInstance());

        assertThatExceptionOfType(DatabuddyApiException.class)
                .isThrownBy(() -> client.query("website_123", TRAFFIC))
                .satisfies(error -> {
                    assertThat(error.status()).isEqualTo(scenario.status());
                    assertThat(error.code()).isEqualTo(scenario.error().code());
                    assertThat(error.apiMessage().orElse(null))
                            .isEqualTo(documented.path("error").textValue());
                    assertThat(error.requestId().orElse(null))
                            .isEqualTo(documented.path("requestId").textValue());
                    assertThat(error.fieldErrors())
                            .hasSize(documented.path("details").size());
                    assertThat(error.text()).isEqualTo(scenario.answer().body());
                });
        reporter.publishEntry("databuddy", scenario.id());
    }

    @ParameterizedTest
    @DatabuddyErrors
    void everyCallReportsErrors(DatabuddyError error, DatabuddyServer databuddy) {
        DatabuddyClient client = client(databuddy.baseUrl(error));
        List<ThrowingCallable> calls = List.of(
                () -> client.query("website_123", TRAFFIC),
                () -> client.customQuery("website_123", EVENTS),
                () -> client.queryTypes());

        assertThat(calls)
                .allSatisfy(call -> assertThatThrownBy(call)
                        .asInstanceOf(ClientErrors.DATABUDDY)
                        .isError(error));
    }

    @Test
    void nothingFailsWhereNoErrorIsAskedFor(DatabuddyServer databuddy) {
        DatabuddyClient client = client(databuddy.baseUrl());

        assertThat(client.query("website_123", TRAFFIC).requestId()).isNotNull();
        assertThat(client.customQuery("website_123", EVENTS).data()).isNotNull();
        assertThat(client.queryTypes()).contains("traffic");
    }

    @Test
    void everyFieldThatIsWrongIsNamedWithItsSuggestion(DatabuddyServer databuddy) {
        DatabuddyClient client = client(databuddy.baseUrl("typos"));

        assertThatExceptionOfType(DatabuddyApiException.class)
                .isThrownBy(() -> client.query("website_123", TRAFFIC))
                .satisfies(error -> assertThat(error.fieldErrors())
                        .containsExactly(
                                new FieldError(
                                        "parameters[0]", "Unknown query type: traffics", "Did you mean 'traffic'?"),
                                new FieldError("preset", "Invalid date preset: last7day", "Did you mean 'last7days'?")))
                .satisfies(error -> assertThat(error.requestId()).hasValue("req_abc123"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-01-01", "2024-01-01T00:00:00.000Z"})
    void datesOfBothDocumentedFormsAreAccepted(String date, DatabuddyServer databuddy) {
        assertThat(client(databuddy.baseUrl())
                        .query("website_123", Query.of("traffic").between(date, date))
                        .data())
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"01/01/2024", "2024-13-01"})
    void anyOtherDateIsRefusedWithASuggestion(String date, DatabuddyServer databuddy) {
        assertThatExceptionOfType(DatabuddyApiException.class)
                .isThrownBy(() -> client(databuddy.baseUrl())
                        .query("website_123", Query.of("traffic").between(date, "2024-01-31")))
                .withMessage("HTTP 400 VALIDATION_ERROR: Invalid date format")
                .satisfies(error -> assertThat(error.fieldErrors())
                        .containsExactly(new FieldError(
                                "startDate",
                                "Invalid date: " + date + ". Could not parse as a valid date",
                                "Use YYYY-MM-DD format")));
    }

    @Test
    void whatTheEnvelopeCallsAFailureIsOneWhateverTheStatus(DatabuddyServer databuddy) {
        databuddy.stubFor(
                any(anyUrl()).willReturn(okJson("{\"success\": false, \"error\": \"No\", \"code\": \"NO\"}")));

        assertThatExceptionOfType(DatabuddyApiException.class)
                .isThrownBy(() -> client(databuddy.baseUrl()).query("website_123", TRAFFIC))
                .withMessage("HTTP 200 NO: No")
                .satisfies(error -> assertThat(error.isDatabuddyError()).isTrue());
    }

    @Test
    void thePageOfAGatewayIsNoErrorOfDatabuddy(DatabuddyServer databuddy) {
        assertThatExceptionOfType(DatabuddyApiException.class)
                .isThrownBy(() -> client(databuddy.baseUrl(Fault.GATEWAY_HTML)).query("website_123", TRAFFIC))
                .satisfies(error -> assertThat(error.isDatabuddyError()).isFalse());
    }

    @ParameterizedTest
    @DatabuddyErrors({
        DatabuddyError.UNPROCESSABLE_CONTENT,
        DatabuddyError.MALFORMED_JSON,
        DatabuddyError.UNHANDLED_ERROR
    })
    void plainTextOfTheFrameworkKeepsItsStatusAndItsWords(Scenario scenario, DatabuddyServer databuddy) {
        assertThatExceptionOfType(DatabuddyApiException.class)
                .isThrownBy(() -> client(databuddy.baseUrl(scenario)).query("website_123", TRAFFIC))
                .satisfies(error -> {
                    assertThat(error.status()).isEqualTo(scenario.status());
                    assertThat(error.text()).isEqualTo(scenario.answer().body());
                    assertThat(error.isDatabuddyError()).isFalse();
                });
    }

    @Test
    void theRateLimitHasNoRequestIdInTheDocument(DatabuddyServer databuddy) {
        DatabuddyClient client = client(databuddy.baseUrl(DatabuddyError.RATE_LIMIT_EXCEEDED));

        assertThatExceptionOfType(DatabuddyApiException.class)
                .isThrownBy(() -> client.query("website_123", TRAFFIC))
                .satisfies(error -> assertThat(error.requestId()).isEmpty());
    }

    private static DatabuddyClient client(URI baseUrl) {
        return DatabuddyClient.builder(baseUrl, "any-key")
                .retry(RetryConfig.never())
                .build();
    }
}

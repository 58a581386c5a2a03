package dev.errata.examples.samples;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static dev.errata.assertions.DatabuddyAssertions.assertThat;
import static dev.errata.stub.injection.Failure.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.errata.examples.databuddy.DatabuddyApiException;
import dev.errata.examples.databuddy.DatabuddyClient;
import dev.errata.examples.databuddy.Query;
import dev.errata.examples.databuddy.QueryResult;
import dev.errata.examples.http.RetryConfig;
import dev.errata.fixtures.DatabuddyError;
import dev.errata.fixtures.Fault;
import dev.errata.junit.DatabuddyStubs;
import dev.errata.stub.DatabuddyServer;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Faults of the function in Databuddy's document, each caught by a stub, and the client that does not have them. */
@ExtendWith(DatabuddyStubs.class)
class DatabuddySampleTest {

    private final List<Duration> pauses = new ArrayList<>();

    @ParameterizedTest
    @EnumSource(names = {"CONNECTION_REFUSED", "RESET_BEFORE_HEADERS", "RESET_IN_BODY"})
    void aBrokenNetworkLooksLikeAnAnswer(Fault fault, DatabuddyServer databuddy) throws Exception {
        URI baseUrl = databuddy.baseUrl(fault);

        assertThat(sample(baseUrl)).isNull();
        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> client(baseUrl));
    }

    @Test
    void theRateLimitIsMetByAskingAgainWithoutEnd(DatabuddyServer seenBySample, DatabuddyServer seenByClient)
            throws Exception {
        seenBySample.willFail(failure(DatabuddyError.RATE_LIMIT_EXCEEDED).times(50));
        seenByClient.willFail(failure(DatabuddyError.RATE_LIMIT_EXCEEDED).times(3));

        assertThat(sample(seenBySample.baseUrl())).isNotNull();
        assertThatThrownBy(() -> assertThat(seenBySample.traffic()).stoppedAfter(3))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("there were 51");

        assertThatExceptionOfType(DatabuddyApiException.class).isThrownBy(() -> client(seenByClient.baseUrl()));
        assertThat(seenByClient.traffic()).stoppedAfter(3);
    }

    @Test
    void aRateLimitThatTellsNoWaitIsAskedAgainAtOnce(DatabuddyServer seenBySample, DatabuddyServer seenByClient)
            throws Exception {
        for (DatabuddyServer server : List.of(seenBySample, seenByClient)) {
            server.stubFor(any(anyUrl())
                    .inScenario("once")
                    .whenScenarioStateIs(STARTED)
                    .willReturn(jsonResponse("{\"success\": false, \"code\": \"RATE_LIMIT_EXCEEDED\"}", 429))
                    .willSetStateTo("answered"));
        }

        sample(seenBySample.baseUrl());
        assertThat(pauses).containsExactly(Duration.ZERO);

        pauses.clear();
        client(seenByClient.baseUrl());
        assertThat(pauses).containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void theStatusOfPlainTextIsLost(DatabuddyServer databuddy) {
        URI baseUrl = databuddy.baseUrl(DatabuddyError.MALFORMED_JSON);

        assertThatExceptionOfType(JsonProcessingException.class)
                .isThrownBy(() -> sample(baseUrl))
                .withMessageNotContaining("400");
        assertThatExceptionOfType(DatabuddyApiException.class)
                .isThrownBy(() -> client(baseUrl))
                .satisfies(error -> assertThat(error.status()).isEqualTo(400));
    }

    private @Nullable JsonNode sample(URI baseUrl) throws JsonProcessingException, InterruptedException {
        return new DatabuddySample(pauses::add)
                .safeApiCall(
                        URI.create(baseUrl + "/v1/query?website_id=website_123"),
                        "{\"parameters\": [\"traffic\"], \"preset\": \"today\"}");
    }

    private QueryResult client(URI baseUrl) {
        return DatabuddyClient.builder(baseUrl, "any-key")
                .retry(RetryConfig.defaults().withPace(pause -> {
                    pauses.add(pause);
                    return Duration.ZERO;
                }))
                .build()
                .query("website_123", Query.of("traffic").during("today"));
    }
}

package dev.errata.stub.answers;

import static dev.errata.stub.injection.Failure.failure;
import static dev.errata.stub.injection.Failure.pass;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.RetryAfterHeader;
import dev.errata.fixtures.traffic.Exchange;
import dev.errata.stub.BuenaServer;
import dev.errata.stub.ServerOptions;
import dev.errata.stub.StubServer;
import dev.errata.stub.injection.Quota;
import dev.errata.stub.support.Http;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A suite that retries every documented error need not take the documented waits. */
class ShortWaitsTest {

    @Test
    void shortWaitsReplaceTheDocumentedOnesInBodyAndHeader() {
        try (BuenaServer buena = BuenaServer.start(
                ServerOptions.defaults().retryAfterHeader(true).shortWaits(Duration.ofSeconds(1)))) {
            buena.willFail(
                    failure(BuenaError.RATE_LIMIT_EXCEEDED),
                    pass(),
                    failure(BuenaError.RATE_LIMIT_EXCEEDED).retryAfter(7),
                    failure(BuenaError.SERVICE_UNAVAILABLE));

            for (URI url : List.of(buena.baseUrl(), buena.baseUrl("rate-limited"))) {
                HttpResponse<String> shortened = Http.get(url, "/leads");
                assertThat(header(shortened)).containsExactly("1");
                assertThat(Http.json(shortened).path("retryAfter").asInt()).isEqualTo(1);
                assertThat(Http.json(shortened).path("message").asText())
                        .isEqualTo("Rate limit exceeded. Try again in 1 seconds.");
            }
            assertThat(header(Http.get(buena.baseUrl(), "/leads")))
                    .as("chosen by the test")
                    .containsExactly("7");
            assertThat(Http.get(buena.baseUrl(), "/leads").statusCode()).isEqualTo(503);
            assertThat(buena.traffic())
                    .extracting(Exchange::documentedWait)
                    .containsExactly(
                            Optional.of(Duration.ofSeconds(45)),
                            Optional.of(Duration.ofSeconds(45)),
                            Optional.empty(),
                            Optional.empty());
            assertThat(buena.traffic().toString()).contains("429 rate-limited (wait shortened from 45 s)");
        }
    }

    @Test
    void shortWaitsLeaveTheWaitOfAQuotaAlone() {
        try (BuenaServer buena = BuenaServer.start(
                ServerOptions.defaults().retryAfterHeader(true).shortWaits(Duration.ZERO))) {
            buena.clock().stopAt(Instant.EPOCH);
            buena.quota(Quota.perMinute(0));

            HttpResponse<String> refused = Http.get(buena.baseUrl(), "/leads");

            assertThat(header(refused)).containsExactly("60");
            assertThat(Http.json(refused).path("retryAfter").asInt()).isEqualTo(60);
        }
    }

    @Test
    void aHeaderTellsTheWaitOfTheBodyThatIsSent() {
        try (BuenaServer buena = BuenaServer.start(ServerOptions.defaults().shortWaits(Duration.ofSeconds(2)))) {
            buena.willFail(failure(BuenaError.RATE_LIMIT_EXCEEDED).retryAfterHeader(RetryAfterHeader.SECONDS));

            HttpResponse<String> response = get(buena);

            assertThat(response.body()).contains("\"retryAfter\":2,");
            assertThat(response.headers().firstValue("Retry-After")).hasValue("2");
            assertThat(buena.traffic().exchanges().get(0).documentedWait()).hasValue(Duration.ofSeconds(45));
        }
    }

    @ParameterizedTest
    @CsvSource({"30, 2", "2, 2", "1, 1", "'Sat, 20 Jan 2024 15:30:45 GMT', 'Sat, 20 Jan 2024 15:30:45 GMT'"})
    void aWaitThatStandsInTheHeaderAloneIsShortened(String documented, String served, @TempDir Path folder)
            throws IOException {
        try (StubServer<ApiError> shop = shop(documented, folder)) {
            shop.willFail("too-fast");

            assertThat(get(shop).headers().allValues("Retry-After")).containsExactly(served);
            assertThat(shop.traffic().exchanges().get(0).documentedWait().isPresent())
                    .isEqualTo(!served.equals(documented));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = RetryAfterHeader.class,
            names = {"SECONDS", "ABSENT"})
    void aHeaderThatATestChoseIsNotSaidToBeShortened(RetryAfterHeader form, @TempDir Path folder) throws IOException {
        try (StubServer<ApiError> shop = shop("30", folder)) {
            shop.willFail(failure("too-fast").retryAfterHeader(form));

            assertThat(get(shop).headers().firstValue("Retry-After"))
                    .isEqualTo(form.value(Duration.ofSeconds(1), shop.clock().instant()));
            assertThat(shop.traffic().exchanges().get(0).documentedWait()).isEmpty();
        }
    }

    private static HttpResponse<String> get(StubServer<?> server) {
        return Http.get(server.baseUrl());
    }

    private static List<String> header(HttpResponse<String> answer) {
        return answer.headers().allValues("Retry-After");
    }

    private static StubServer<ApiError> shop(String retryAfter, Path folder) throws IOException {
        Files.createDirectories(folder.resolve("errors"));
        Files.writeString(folder.resolve("catalog.json"), """
                {
                  "id": "shop",
                  "name": "Shop API",
                  "document": { "title": "Shop API: Problems", "read": "2026-11-22" },
                  "basePath": "/v1",
                  "envelope": { "code": "/type", "message": "/title", "schema": { "type": "object" } },
                  "endpoints": [],
                  "errors": ["TOO_FAST"]
                }
                """);
        Files.writeString(folder.resolve("errors/TOO_FAST.json"), """
                {
                  "description": "Too many requests.",
                  "status": { "value": 429, "documented": "Rate limits" },
                  "code": { "value": "too-fast", "documented": "Rate limits" },
                  "scenarios": [{
                    "id": "too-fast",
                    "description": "Too many requests.",
                    "request": { "method": "GET", "path": "/orders/1" },
                    "response": {
                      "documented": "Rate limits",
                      "headers": [{ "name": "Retry-After", "value": "%s", "documented": "Rate limits" }],
                      "body": { "type": "too-fast", "title": "Too fast" }
                    }
                  }]
                }
                """.formatted(retryAfter));
        return StubServer.start(Catalog.load(folder), ServerOptions.defaults().shortWaits(Duration.ofSeconds(2)));
    }
}

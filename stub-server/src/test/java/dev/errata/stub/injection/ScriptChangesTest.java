package dev.errata.stub.injection;

import static dev.errata.stub.injection.Failure.failure;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.DatabuddyError;
import dev.errata.fixtures.Fault;
import dev.errata.fixtures.RetryAfterHeader;
import dev.errata.stub.BuenaServer;
import dev.errata.stub.DatabuddyServer;
import dev.errata.stub.StubServer;
import dev.errata.stub.support.Http;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Scripted errors differ from the documented ones where a test asked for it, and nowhere else. */
class ScriptChangesTest {

    /** As the document of Buena has it. */
    private static ObjectNode rateLimitOfBuena() {
        return (ObjectNode) Http.json("""
                {
                  "error": true,
                  "code": "RATE_LIMIT_EXCEEDED",
                  "message": "Rate limit exceeded. Try again in 45 seconds.",
                  "version": "2.0",
                  "timestamp": "2024-01-20T15:30:00Z",
                  "retryAfter": 45,
                  "rateLimitInfo": { "limit": 60, "remaining": 0, "reset": 1640995245, "window": "minute" }
                }
                """);
    }

    /** As the document of Databuddy has it. */
    private static ObjectNode rateLimitOfDatabuddy() {
        return (ObjectNode) Http.json("""
                {
                  "success": false,
                  "error": "Rate limit exceeded. Please try again later.",
                  "code": "RATE_LIMIT_EXCEEDED",
                  "limit": 1000,
                  "remaining": 0,
                  "reset": "2024-01-01T12:00:00.000Z",
                  "retryAfter": 45
                }
                """);
    }

    private static JsonNode next(StubServer<?> server) {
        return Http.json(Http.get(server.baseUrl(), "/any"));
    }

    @Test
    void timeToWaitIsToldWhereverBuenaTellsIt() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(
                    failure(BuenaError.RATE_LIMIT_EXCEEDED).retryAfter(120),
                    failure(BuenaError.RATE_LIMIT_EXCEEDED).retryAfter(Duration.ofMinutes(2)));
            ObjectNode expected = rateLimitOfBuena()
                    .put("message", "Rate limit exceeded. Try again in 120 seconds.")
                    .put("retryAfter", 120);

            assertThat(next(buena)).isEqualTo(expected);
            assertThat(next(buena)).isEqualTo(expected);
        }
    }

    @Test
    void timeToWaitIsToldInOneFieldByDatabuddy() {
        try (DatabuddyServer databuddy = DatabuddyServer.start()) {
            databuddy.willFail(failure(DatabuddyError.RATE_LIMIT_EXCEEDED).retryAfter(0));

            assertThat(next(databuddy)).isEqualTo(rateLimitOfDatabuddy().put("retryAfter", 0));
        }
    }

    @Test
    void errorThatTellsNoTimeToWaitIsGivenOne() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(failure(BuenaError.SERVICE_UNAVAILABLE).retryAfter(7));

            JsonNode body = next(buena);
            assertThat(body.get("retryAfter").asInt()).isEqualTo(7);
            assertThat(body.get("message").asText()).isEqualTo("Service temporarily unavailable");
        }
    }

    @Test
    void ownMessageStaysWhateverTheTimeToWait() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(
                    failure(BuenaError.RATE_LIMIT_EXCEEDED).message("Slow down").retryAfter(2));
            buena.willFail(failure(BuenaError.RATE_LIMIT_EXCEEDED).retryAfter(2).message("Slow down"));
            buena.willFail(failure(BuenaError.RATE_LIMIT_EXCEEDED).retryAfter(2).retryAfter(3));

            ObjectNode expected = rateLimitOfBuena().put("message", "Slow down").put("retryAfter", 2);
            assertThat(next(buena)).isEqualTo(expected);
            assertThat(next(buena)).isEqualTo(expected);
            assertThat(next(buena))
                    .isEqualTo(rateLimitOfBuena()
                            .put("message", "Rate limit exceeded. Try again in 3 seconds.")
                            .put("retryAfter", 3));
        }
    }

    @Test
    void messageAndDetailsAreThoseOfTheTest() {
        try (BuenaServer buena = BuenaServer.start();
                DatabuddyServer databuddy = DatabuddyServer.start()) {
            buena.willFail(failure(BuenaError.VALIDATION_ERROR)
                    .message("No good")
                    .details(Map.of("fields", Map.of("phone", "Field is required"))));
            databuddy.willFail(failure(DatabuddyError.VALIDATION_ERROR)
                    .message("No good")
                    .details(List.of(Map.of("field", "endDate", "message", "Too late"))));

            assertThat(next(buena)).isEqualTo(Http.json("""
                    {
                      "error": true,
                      "code": "VALIDATION_ERROR",
                      "message": "No good",
                      "version": "2.0",
                      "timestamp": "2024-01-20T15:30:00Z",
                      "details": { "fields": { "phone": "Field is required" } }
                    }
                    """));
            JsonNode body = next(databuddy);
            assertThat(body.get("error").asText()).isEqualTo("No good");
            assertThat(body.get("details"))
                    .isEqualTo(Http.json("[{\"field\": \"endDate\", \"message\": \"Too late\"}]"));
        }
    }

    @Test
    void detailsMayBeJsonOrABean() {
        record Credits(int remaining, int required) {}
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(failure(BuenaError.ENRICHMENT_CREDITS_EXHAUSTED).details(new Credits(1, 2)));
            buena.willFail(failure(BuenaError.ENRICHMENT_CREDITS_EXHAUSTED).details(Http.json("{\"remaining\": 3}")));

            assertThat(next(buena).get("details")).isEqualTo(Http.json("{\"remaining\": 1, \"required\": 2}"));
            assertThat(next(buena).get("details")).isEqualTo(Http.json("{\"remaining\": 3}"));
        }
    }

    /** Jackson writes some values as text that a tree in memory holds as they are. */
    @Test
    void detailsAreWrittenAsJacksonWritesThem() {
        Map<String, Object> details = new TreeMap<>();
        details.put("bytes", new byte[] {1});
        details.put("decimal", new BigDecimal("10.50"));
        details.put("raw", new RawValue("[1]"));
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(failure(BuenaError.NOT_FOUND).details(details));

            assertThat(Http.get(buena.baseUrl(), "/leads").body())
                    .contains("\"details\":{\"bytes\":\"AQ==\",\"decimal\":10.50,\"raw\":[1]}");
        }
    }

    @Test
    void idOfTheRequestIsThatOfTheTest() {
        try (DatabuddyServer databuddy = DatabuddyServer.start()) {
            databuddy.willFail(failure(DatabuddyError.AUTH_REQUIRED).requestId("req_a1b2c3d4e5f6g7h8"));

            assertThat(next(databuddy)).isEqualTo(Http.json("""
                    {
                      "success": false,
                      "error": "Authentication required",
                      "code": "AUTH_REQUIRED",
                      "requestId": "req_a1b2c3d4e5f6g7h8"
                    }
                    """));
        }
    }

    @Test
    void timeOfTheErrorIsThatOfTheTest() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(failure(BuenaError.RATE_LIMIT_EXCEEDED).timestamp(Instant.parse("2031-05-06T07:08:09Z")));

            assertThat(next(buena)).isEqualTo(rateLimitOfBuena().put("timestamp", "2031-05-06T07:08:09Z"));
        }
    }

    @Test
    void timeOfTheErrorIsThatOfTheServersClockWhenItIsAnswered() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.clock().stopAt(Instant.parse("2031-05-06T07:08:09.987Z"));
            buena.willFail(
                    failure(BuenaError.RATE_LIMIT_EXCEEDED).timestampNow().times(2));

            assertThat(next(buena)).isEqualTo(rateLimitOfBuena().put("timestamp", "2031-05-06T07:08:09Z"));
            buena.clock().advance(Duration.ofHours(1));
            assertThat(next(buena)).isEqualTo(rateLimitOfBuena().put("timestamp", "2031-05-06T08:08:09Z"));
        }
    }

    @Test
    void timeOfTheErrorIsThatOfTheMachineUnlessTheClockIsSet() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(failure(BuenaError.NOT_FOUND).timestampNow());
            Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);

            Instant told = Instant.parse(next(buena).get("timestamp").asText());

            assertThat(told).isBetween(before, Instant.now());
        }
    }

    @Test
    void laterOfTwoTimesHolds() {
        Instant fixed = Instant.parse("2031-05-06T07:08:09Z");
        try (BuenaServer buena = BuenaServer.start()) {
            buena.clock().stopAt(Instant.parse("2040-01-01T00:00:00Z"));
            buena.willFail(failure(BuenaError.NOT_FOUND).timestampNow().timestamp(fixed));
            buena.willFail(failure(BuenaError.NOT_FOUND).timestamp(fixed).timestampNow());
            buena.willFail(failure(BuenaError.NOT_FOUND).timestampNow().field("/timestamp", "2031-05-06T07:08:09Z"));

            assertThat(next(buena).get("timestamp").asText()).isEqualTo("2031-05-06T07:08:09Z");
            assertThat(next(buena).get("timestamp").asText()).isEqualTo("2040-01-01T00:00:00Z");
            assertThat(next(buena).get("timestamp").asText()).isEqualTo("2031-05-06T07:08:09Z");
        }
    }

    @Test
    void anyFieldCanBeChangedOrAdded() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(failure("missing-permission")
                    .field("/permissionHelp/required", "leads:write")
                    .field("/permissionHelp/available/0", "leads:read")
                    .field("/details/reason/id", 7));

            JsonNode body = next(buena);
            assertThat(body.at("/permissionHelp")).isEqualTo(Http.json("""
                    {
                      "required": "leads:write",
                      "available": ["leads:read"],
                      "documentation": "https://docs.buena.ai/authentication"
                    }
                    """));
            assertThat(body.at("/details/reason/id").asInt()).isEqualTo(7);
            assertThat(body.get("message").asText()).isEqualTo("Insufficient permissions");
        }
    }

    @Test
    void answerIsDelayed() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(failure(BuenaError.NOT_FOUND).delay(Duration.ofMillis(300)));
            long before = System.nanoTime();

            assertThat(Http.get(buena.baseUrl(), "/leads").statusCode()).isEqualTo(404);

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        }
    }

    @Test
    void errorIsBrokenOnItsWay() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(failure(BuenaError.NOT_FOUND).with(Fault.MISSING_CODE));

            HttpResponse<String> response = Http.get(buena.baseUrl(), "/leads");

            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(Http.json(response).has("code")).isFalse();
            assertThat(Http.json(response).get("message").asText()).isEqualTo("Lead not found");
        }
    }

    @Test
    void manyChangesHoldTogether() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.clock().stopAt(Instant.parse("2031-05-06T07:08:09Z"));
            buena.willFail(failure(BuenaError.RATE_LIMIT_EXCEEDED)
                    .retryAfter(2)
                    .field("/rateLimitInfo/limit", 10)
                    .timestampNow()
                    .details(Map.of("plan", "free"))
                    .retryAfterHeader(RetryAfterHeader.SECONDS)
                    .delay(Duration.ofMillis(200))
                    .with(Fault.WRONG_CONTENT_TYPE)
                    .times(2));
            long before = System.nanoTime();
            HttpResponse<String> response = Http.get(buena.baseUrl(), "/leads");
            Duration took = Duration.ofNanos(System.nanoTime() - before);

            ObjectNode expected = rateLimitOfBuena()
                    .put("message", "Rate limit exceeded. Try again in 2 seconds.")
                    .put("retryAfter", 2)
                    .put("timestamp", "2031-05-06T07:08:09Z");
            expected.withObject("/rateLimitInfo").put("limit", 10);
            expected.withObject("/details").put("plan", "free");
            assertThat(Http.json(response)).isEqualTo(expected);
            assertThat(response.headers().firstValue("Retry-After")).contains("2");
            assertThat(response.headers().firstValue("Content-Type")).contains("text/html");
            assertThat(took).isGreaterThanOrEqualTo(Duration.ofMillis(200));
            assertThat(Http.get(buena.baseUrl(), "/leads").body()).isEqualTo(response.body());
            assertThat(Http.get(buena.baseUrl(), "/leads").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void changesApplyToTheirStepOnly() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(
                    failure(BuenaError.RATE_LIMIT_EXCEEDED),
                    failure(BuenaError.RATE_LIMIT_EXCEEDED).message("Changed"),
                    failure(BuenaError.RATE_LIMIT_EXCEEDED));

            assertThat(next(buena)).isEqualTo(rateLimitOfBuena());
            assertThat(next(buena)).isEqualTo(rateLimitOfBuena().put("message", "Changed"));
            assertThat(next(buena)).isEqualTo(rateLimitOfBuena());
        }
    }

    @Test
    void changesStayWithTheirScript() {
        try (BuenaServer buena = BuenaServer.start();
                BuenaServer other = BuenaServer.start()) {
            buena.willFail(failure(BuenaError.RATE_LIMIT_EXCEEDED).message("Changed"));
            buena.willFail(BuenaError.RATE_LIMIT_EXCEEDED);
            other.willFail(BuenaError.RATE_LIMIT_EXCEEDED);
            assertThat(next(buena).get("message").asText()).isEqualTo("Changed");

            assertThat(next(buena)).isEqualTo(rateLimitOfBuena());
            assertThat(next(other)).isEqualTo(rateLimitOfBuena());
            assertThat(Http.json(Http.get(buena.baseUrl("rate-limited"), "/leads")))
                    .isEqualTo(rateLimitOfBuena());
        }
    }

    /** The one change that is not held to the envelope: a client may meet errors that no document has. */
    @Test
    void wholeBodyCanBeReplaced() {
        try (BuenaServer buena = BuenaServer.start()) {
            buena.willFail(failure(BuenaError.NOT_FOUND).body(Map.of("oops", true)));

            HttpResponse<String> response = Http.get(buena.baseUrl(), "/leads");

            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
            assertThat(response.body()).isEqualTo("{\"oops\":true}");
        }
    }
}

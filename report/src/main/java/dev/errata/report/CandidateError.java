package dev.errata.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errata.fixtures.model.ResponseParts;
import dev.errata.fixtures.traffic.Exchange;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * An error of a real API that its catalog does not have: a candidate for a new scenario.
 *
 * @param api the id of the API
 * @param status the status
 * @param code the code where the API's errors have it, empty if there is none
 * @param request method and URL of the request, credentials masked
 * @param body the beginning of the body, credentials masked
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record CandidateError(String api, int status, String code, String request, String body) {

    /** As much as people read of it. */
    private static final int MOST_OF_BODY = 500;

    /** Two with the same are one error. */
    record Key(String api, int status, String code) {}

    /**
     * Finds out whether an answer is one.
     *
     * @param exchange what a server saw
     * @return the candidate, empty if the answer is not from an upstream, not an error, known, or an answer to HEAD
     */
    static Optional<CandidateError> of(Exchange exchange) {
        if (exchange.source() != Exchange.Source.UPSTREAM
                || exchange.scenario().isPresent()
                || exchange.request().method().equals("HEAD")
                || exchange.response().isEmpty()) {
            return Optional.empty();
        }
        Exchange.Response response = exchange.masked().response().orElseThrow();
        ResponseParts parts = ResponseParts.of(response.body(), ResponseParts.firstValues(response.headers()));
        Optional<String> code = exchange.catalog().envelope(parts).code(parts).map(JsonNode::asText);
        return isError(exchange, response.status(), code)
                ? Optional.of(new CandidateError(
                        exchange.catalog().id(),
                        response.status(),
                        code.orElse(""),
                        exchange.masked().request().method() + " "
                                + exchange.masked().request().url(),
                        response.header("Content-Encoding")
                                .filter(coding -> !coding.endsWith("gzip"))
                                .map("(compressed with %s)"::formatted)
                                .orElseGet(() -> beginning(response.body()))))
                : Optional.empty();
    }

    /** Some APIs answer errors with the statuses of successes, and tell them by a code. */
    private static boolean isError(Exchange exchange, int status, Optional<String> code) {
        return status >= 400
                || (code.isPresent()
                        && exchange.catalog().scenarios().stream().anyMatch(scenario -> scenario.status() == status));
    }

    private static String beginning(String body) {
        return body.length() <= MOST_OF_BODY ? body : body.substring(0, MOST_OF_BODY) + "…";
    }

    Key key() {
        return new Key(api, status, code);
    }

    /** Returns one line: {@code buena 423 LEAD_LOCKED, PUT /api/v2/leads/lead_1: {"error":true,"code":"LEAD_LOCKED"}}. */
    @Override
    public String toString() {
        return ConsoleText.line(
                "%s %d%s, %s: %s".formatted(api, status, code.isEmpty() ? "" : " " + code, request, body));
    }
}

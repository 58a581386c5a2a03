package dev.errata.stub.internal.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.model.ResponseParts;
import dev.errata.stub.http.HeaderField;
import dev.errata.stub.http.StubResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Finds the scenario that an answer of the real API is. */
final class Recognition {

    private Recognition() {}

    /**
     * Finds the scenario of an answer: with its status and its code, and its body or at least its message. Real messages name
     * what a test made up, so that status and code alone tell the error, of which its principal scenario stands for all.
     *
     * @param catalog the catalog
     * @param response the answer
     * @return the scenario, empty if the catalog has none, or several errors that only the message could tell apart
     */
    static Optional<Scenario> of(Catalog catalog, StubResponse response) {
        List<Scenario> sameStatus = catalog.scenarios().stream()
                .filter(scenario -> scenario.status() == response.status())
                .toList();
        if (sameStatus.isEmpty()) {
            return Optional.empty();
        }
        ResponseParts parts = parts(response.decoded());
        List<Scenario> alike =
                sameStatus.stream().filter(scenario -> isAlike(scenario, parts)).toList();
        Predicate<Scenario> sameBody = scenario -> example(scenario).body().equals(parts.body());
        Predicate<Scenario> sameMessage = scenario -> message(scenario, parts).isPresent()
                && message(scenario, parts).equals(message(scenario, example(scenario)));
        return Stream.of(sameBody, sameMessage)
                .flatMap(test -> alike.stream().filter(test))
                .findFirst()
                .or(() -> alike.stream()
                        .filter(scenario -> isToldByItsCode(scenario) || isOfOneError(alike))
                        .findFirst()
                        .map(scenario -> principal(catalog, scenario, alike)));
    }

    private static ResponseParts example(Scenario scenario) {
        return scenario.error().catalog().parts(scenario.answer());
    }

    private static ResponseParts parts(StubResponse response) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (HeaderField header : response.headers()) {
            headers.putIfAbsent(header.name(), header.value());
        }
        return ResponseParts.of(new String(response.body(), StandardCharsets.UTF_8), headers);
    }

    /** What is not an error of the API's own, such as the page of a gateway, differs from one gateway to the next. */
    private static boolean isAlike(Scenario scenario, ResponseParts parts) {
        if (scenario.isEnveloped()) {
            return scenario.envelope().code(parts).map(JsonNode::asText).equals(scenario.code())
                    && (isToldByItsCode(scenario) || scenario.envelope().accepts(parts));
        }
        return scenario.answer().body().isEmpty()
                ? parts.body().isEmpty()
                : !parts.body().isEmpty()
                        && mediaType(parts.header("Content-Type").orElse(""))
                                .equals(mediaType(scenario.answer().contentType()));
    }

    private static String mediaType(String contentType) {
        return contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    private static boolean isToldByItsCode(Scenario scenario) {
        return scenario.isEnveloped() && scenario.code().isPresent();
    }

    private static boolean isOfOneError(List<Scenario> alike) {
        return alike.stream().map(Scenario::error).distinct().count() == 1;
    }

    private static Optional<JsonNode> message(Scenario scenario, ResponseParts parts) {
        return scenario.envelope().messagePlace(parts).flatMap(place -> place.find(parts));
    }

    private static Scenario principal(Catalog catalog, Scenario scenario, List<Scenario> alike) {
        Scenario principal = catalog.scenario(scenario.error());
        return alike.contains(principal) ? principal : scenario;
    }
}

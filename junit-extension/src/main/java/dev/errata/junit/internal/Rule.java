package dev.errata.junit.internal;

import com.github.tomakehurst.wiremock.common.Json;
import com.github.tomakehurst.wiremock.common.JsonException;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.matching.RequestPattern;
import dev.errata.fixtures.Exchange;
import dev.errata.fixtures.FieldError;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.Trigger;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A scenario's trigger, ready to be tried. */
record Rule(
        Scenario scenario,
        Trigger trigger,
        List<RequestPattern> patterns,
        Responses responses,
        ResponseDefinition fixed) {

    static Rule of(Scenario scenario, Trigger trigger, Responses responses) {
        List<RequestPattern> patterns =
                trigger.requests().stream().map(json -> pattern(scenario, json)).toList();
        return new Rule(scenario, trigger, patterns, responses, responses.of(scenario.answer()));
    }

    private static RequestPattern pattern(Scenario scenario, String json) {
        try {
            return Json.read(json, RequestPattern.class);
        } catch (JsonException e) {
            throw new IllegalArgumentException(
                    "The trigger of \"" + scenario.id() + "\" is no request matcher of WireMock: "
                            + e.getErrors().first().getDetail(),
                    e);
        }
    }

    int priority() {
        return trigger.priority();
    }

    /** The paths that the patterns name in so many words. */
    Stream<String> paths() {
        return patterns.stream().flatMap(pattern -> path(pattern).stream());
    }

    /**
     * The same rule with the patterns alone that find their paths by regular expression, empty if there are none.
     *
     * @param anyPath whether patterns that do not look at paths count as well
     */
    Optional<Rule> elsewhere(boolean anyPath) {
        return narrowed(pattern -> pattern.getUrlPattern() != null
                || pattern.getUrlPathPattern() != null
                || (anyPath && path(pattern).isEmpty()));
    }

    /** Whether a regular expression, if that is how the paths are found, fits the template as it is written. */
    boolean suits(PathTemplate path) {
        return patterns.stream()
                .anyMatch(pattern -> path(pattern).isPresent()
                        || pattern.getUrlMatcher().match(path.toString()).isExactMatch());
    }

    /** The same rule with the patterns alone that can fit a method and a path, empty if none can. */
    Optional<Rule> on(String method, PathTemplate path) {
        RequestMethod requested = RequestMethod.fromString(method);
        return narrowed(pattern -> pattern.getMethod().match(requested).isExactMatch()
                && path(pattern).map(own -> path.overlaps(PathTemplate.of(own))).orElse(true));
    }

    private Optional<Rule> narrowed(Predicate<RequestPattern> fits) {
        List<RequestPattern> fitting = patterns.stream().filter(fits).toList();
        return fitting.isEmpty()
                ? Optional.empty()
                : Optional.of(new Rule(scenario, trigger, fitting, responses, fixed));
    }

    /** A pattern's path if it has one, without the query; a regular expression has none. */
    private static Optional<String> path(RequestPattern pattern) {
        return Stream.of(pattern.getUrlPathTemplate(), pattern.getUrlPath(), pattern.getUrl())
                .filter(path -> path != null)
                .map(path -> path.replaceFirst("\\?.*", ""))
                .findFirst();
    }

    /** The answer to a request, empty if the trigger does not fit it. */
    Optional<Reply> answer(Request request, ParsedRequest parsed) {
        return response(request, parsed).map(response -> Reply.of(response, Exchange.Source.API, scenario));
    }

    private Optional<ResponseDefinition> response(Request request, ParsedRequest parsed) {
        if (patterns.stream().noneMatch(pattern -> pattern.match(request).isExactMatch())) {
            return Optional.empty();
        }
        if (trigger.validation().isPresent()) {
            return trigger.validation().get().test(parsed.body()).map(errors -> computed(parsed, errors));
        }
        return Optional.of(
                scenario.answer().echoes().isEmpty() ? ResponseDefinition.copyOf(fixed) : computed(parsed, List.of()));
    }

    private ResponseDefinition computed(ParsedRequest parsed, List<FieldError> errors) {
        return responses.of(scenario.answer(), scenario.body(parsed, errors));
    }
}

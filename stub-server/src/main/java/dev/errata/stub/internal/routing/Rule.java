package dev.errata.stub.internal.routing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.model.PathTemplate;
import dev.errata.fixtures.model.Trigger;
import dev.errata.fixtures.validation.FieldError;
import dev.errata.stub.http.StubRequest;
import dev.errata.stub.internal.wiremock.RequestMatcher;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A scenario's trigger, ready to be tried. */
record Rule(Scenario scenario, Trigger trigger, List<RequestMatcher> requests) {

    static Rule of(Scenario scenario, Trigger trigger) {
        return new Rule(
                scenario,
                trigger,
                trigger.requests().stream().map(json -> matcher(scenario, json)).toList());
    }

    private static RequestMatcher matcher(Scenario scenario, String json) {
        try {
            return RequestMatcher.read(json);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "The trigger of \"" + scenario.id() + "\" is not a request matcher of WireMock: " + e.getMessage(),
                    e);
        }
    }

    int priority() {
        return trigger.priority();
    }

    /** Returns the paths that the matchers name literally. */
    Stream<String> paths() {
        return requests.stream().flatMap(matcher -> matcher.path().stream());
    }

    /**
     * Returns the same rule with only those matchers that find their paths by regular expression; empty if there are none.
     *
     * @param anyPath whether matchers that do not look at paths count, too
     */
    Optional<Rule> elsewhere(boolean anyPath) {
        return narrowed(
                matcher -> matcher.hasRegexPath() || (anyPath && matcher.path().isEmpty()));
    }

    /** Returns whether some request on this path can meet the trigger. */
    boolean suits(PathTemplate path) {
        return requests.stream()
                .anyMatch(matcher -> matcher.path().isPresent() || matcher.canMatchUrl(path.toString()));
    }

    /** Returns the same rule with only those matchers that can fit a method and a path; empty if none can. */
    Optional<Rule> on(String method, PathTemplate path) {
        return narrowed(matcher -> matcher.canMatchMethod(method)
                && matcher.path()
                        .map(own -> path.overlaps(PathTemplate.of(own)))
                        .orElse(true));
    }

    private Optional<Rule> narrowed(Predicate<RequestMatcher> fits) {
        List<RequestMatcher> fitting = requests.stream().filter(fits).toList();
        return fitting.isEmpty() ? Optional.empty() : Optional.of(new Rule(scenario, trigger, fitting));
    }

    /** Returns what the request is answered, empty if it does not meet the trigger. */
    Optional<Found> find(StubRequest request, ParsedRequest parsed) {
        if (!anyMatches(request)) {
            return Optional.empty();
        }
        if (trigger.validation().isPresent()) {
            return trigger.validation().get().test(parsed.body()).map(errors -> found(parsed, errors));
        }
        return Optional.of(scenario.answer().echoes().isEmpty() ? Found.of(scenario) : found(parsed, List.of()));
    }

    private boolean anyMatches(StubRequest request) {
        for (RequestMatcher matcher : requests) {
            if (matcher.matches(request)) {
                return true;
            }
        }
        return false;
    }

    private Found found(ParsedRequest parsed, List<FieldError> errors) {
        Optional<JsonNode> body = scenario.json(parsed, errors);
        return new Found(Optional.of(scenario), scenario.answer(), body);
    }
}

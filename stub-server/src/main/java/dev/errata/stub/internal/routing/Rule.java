package dev.errata.stub.internal.routing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.model.CatalogException;
import dev.errata.fixtures.model.PathTemplate;
import dev.errata.fixtures.model.Trigger;
import dev.errata.fixtures.validation.FieldError;
import dev.errata.stub.http.StubRequest;
import dev.errata.stub.internal.wiremock.InvalidMatcherException;
import dev.errata.stub.internal.wiremock.RequestMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A scenario's trigger, ready to be tried. */
record Rule(Scenario scenario, Trigger trigger, List<RequestMatcher> requests) {

    /**
     * Reads a trigger.
     *
     * @throws CatalogException if it contains what only WireMock can read, and WireMock cannot
     */
    static Rule of(Scenario scenario, Trigger trigger) {
        List<RequestMatcher> requests = new ArrayList<>();
        for (String json : trigger.requests()) {
            try {
                requests.add(RequestMatcher.readChecked(json));
            } catch (InvalidMatcherException e) {
                String at = "/trigger/requests/" + requests.size() + e.pointer();
                throw new CatalogException(
                        scenario.error().catalog().name(), List.of(scenario.mistake(at, e.reason())));
            }
        }
        return new Rule(scenario, trigger, List.copyOf(requests));
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
            try {
                if (matcher.matches(request)) {
                    return true;
                }
            } catch (StackOverflowError e) {
                throw new IllegalStateException(
                        "the request overflows the stack in a regular expression of the trigger of \"" + scenario.id()
                                + "\"",
                        e);
            }
        }
        return false;
    }

    private Found found(ParsedRequest parsed, List<FieldError> errors) {
        Optional<JsonNode> body = scenario.json(parsed, errors);
        return new Found(Optional.of(scenario), scenario.answer(), body);
    }
}

package dev.errata.junit.internal;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;

import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Endpoint;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a catalog answers at its plain URL, found by method and path. */
final class Routes {

    private final String basePath;
    private final List<Route> routes;
    private final Map<List<String>, Route> literalRoutes;
    private final List<Route> templateRoutes;

    /** For paths that only the regular expressions of triggers know, or that nothing in the catalog names. */
    private final Route elsewhere;

    /** Throws {@link IllegalArgumentException} if a trigger is no request matcher of WireMock. */
    Routes(Catalog catalog, Responses responses) {
        List<Rule> rules = catalog.scenarios().stream()
                .flatMap(scenario -> scenario.trigger().map(trigger -> Rule.of(scenario, trigger, responses)).stream())
                .sorted(Comparator.comparingInt(Rule::priority))
                .toList();
        this.basePath = catalog.basePath();
        this.routes = paths(catalog.endpoints(), rules).stream()
                .map(path -> new Route(path, rules, catalog.endpoints(), responses))
                .toList();
        this.literalRoutes = routes.stream()
                .filter(route -> route.path().variables() == 0)
                .collect(Collectors.toUnmodifiableMap(route -> route.path().segments(), Function.identity()));
        this.templateRoutes =
                routes.stream().filter(route -> route.path().variables() > 0).toList();
        boolean anyPath = routes.isEmpty();
        this.elsewhere = new Route(
                PathTemplate.of("/"),
                rules.stream().flatMap(rule -> rule.elsewhere(anyPath).stream()).toList(),
                List.of(),
                responses);
    }

    /** The paths of the endpoints, and those that triggers name beyond them; the most literal first. */
    private static List<PathTemplate> paths(List<Endpoint> endpoints, List<Rule> rules) {
        List<PathTemplate> known = endpoints.stream()
                .map(endpoint -> PathTemplate.of(endpoint.path()))
                .toList();
        Stream<PathTemplate> others = rules.stream()
                .flatMap(Rule::paths)
                .map(PathTemplate::of)
                .filter(path -> known.stream().noneMatch(template -> template.matches(path.segments())));
        return Stream.concat(known.stream(), others)
                .distinct()
                .sorted(Comparator.comparingLong(PathTemplate::variables))
                .toList();
    }

    /** The answer, empty if the plain API does not know the request. */
    Optional<Reply> answer(LaneRequest request) {
        if (!isBelow(basePath, request.getUrl())) {
            return Optional.empty();
        }
        LaneRequest relative = new LaneRequest(request, request.getUrl().substring(basePath.length()));
        List<String> segments = PathTemplate.split(path(relative));
        return fitting(segments)
                .flatMap(route -> route.answer(relative, segments).stream())
                .findFirst();
    }

    /** The routes that fit a path, the most literal first. */
    private Stream<Route> fitting(List<String> segments) {
        return Stream.concat(
                Stream.concat(
                        Stream.ofNullable(literalRoutes.get(segments)),
                        templateRoutes.stream().filter(route -> route.path().matches(segments))),
                Stream.of(elsewhere));
    }

    /** For people: what is known that comes nearest to a request. */
    String nearest(LaneRequest request) {
        return routes.stream()
                .min(Comparator.comparingDouble(route ->
                        equalTo(basePath + route.path()).match(path(request)).getDistance()))
                .map(route -> "Nearest is " + route.describe(basePath) + ".")
                .orElse("It names no paths; use a scenario URL.");
    }

    private static boolean isBelow(String basePath, String url) {
        return url.startsWith(basePath) && url.startsWith("/", basePath.length());
    }

    private static String path(LaneRequest request) {
        String url = request.getUrl();
        int query = url.indexOf('?');
        return query < 0 ? url : url.substring(0, query);
    }
}

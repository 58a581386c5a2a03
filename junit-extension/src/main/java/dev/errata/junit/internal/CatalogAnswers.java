package dev.errata.junit.internal;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;

import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Endpoint;
import dev.errata.fixtures.Exchange;
import java.lang.ref.SoftReference;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything that a catalog answers, made once and found by index: scenarios by id, triggers by method and path. It never
 * changes, and all lanes of a catalog share it.
 */
final class CatalogAnswers {

    /** With and without the header. Soft, because answers lead back to their catalog, which could else never be let go. */
    private static final Map<Catalog, Map<Boolean, SoftReference<CatalogAnswers>>> MADE = new WeakHashMap<>();

    private final String basePath;
    private final Responses responses;
    private final Map<String, Reply> scenarios;
    private final List<Route> routes;
    private final Map<List<String>, Route> literalRoutes;

    private final List<Route> templateRoutes;

    /** For paths that only the regular expressions of triggers know, or that nothing in the catalog names. */
    private final Route elsewhere;

    private CatalogAnswers(Catalog catalog, boolean retryAfterHeader) {
        this.responses = new Responses(catalog, retryAfterHeader);
        List<Rule> rules = catalog.scenarios().stream()
                .flatMap(scenario -> scenario.trigger().map(trigger -> Rule.of(scenario, trigger, responses)).stream())
                .sorted(Comparator.comparingInt(Rule::priority))
                .toList();
        this.basePath = catalog.basePath();
        this.scenarios = catalog.scenarios().stream()
                .collect(Collectors.toUnmodifiableMap(
                        s -> s.id(), s -> Reply.of(responses.of(s.answer()), Exchange.Source.URL, s)));
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

    /** The answers of a catalog; the same object for the same catalog. */
    static CatalogAnswers of(Catalog catalog, boolean retryAfterHeader) {
        synchronized (MADE) {
            Map<Boolean, SoftReference<CatalogAnswers>> made = MADE.computeIfAbsent(catalog, key -> new HashMap<>());
            SoftReference<CatalogAnswers> reference = made.get(retryAfterHeader);
            CatalogAnswers answers = reference == null ? null : reference.get();
            if (answers == null) {
                answers = new CatalogAnswers(catalog, retryAfterHeader);
                made.put(retryAfterHeader, new SoftReference<>(answers));
            }
            return answers;
        }
    }

    /** How the catalog's answers become WireMock's. */
    Responses responses() {
        return responses;
    }

    /** The answer of a scenario, whatever the request. */
    Optional<Reply> of(String scenario) {
        return Optional.ofNullable(scenarios.get(scenario)).map(Reply::copy);
    }

    /** The answer of the plain API, empty if it does not know the request. */
    Optional<Reply> to(LaneRequest request) {
        if (!isBelow(basePath, request.getUrl())) {
            return Optional.empty();
        }
        LaneRequest relative = new LaneRequest(request, request.getUrl().substring(basePath.length()));
        List<String> segments = PathTemplate.split(path(relative));
        return routes(segments)
                .flatMap(route -> route.answer(relative, segments).stream())
                .findFirst();
    }

    /** The routes that fit a path, the most literal first. */
    private Stream<Route> routes(List<String> segments) {
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
        return request.getUrl().replaceFirst("\\?.*", "");
    }
}

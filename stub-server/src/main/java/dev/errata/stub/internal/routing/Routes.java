package dev.errata.stub.internal.routing;

import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.internal.json.Nearest;
import dev.errata.fixtures.model.CatalogException;
import dev.errata.fixtures.model.Endpoint;
import dev.errata.fixtures.model.PathTemplate;
import dev.errata.stub.http.StubRequest;
import java.lang.ref.SoftReference;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a catalog answers at its plain URL, found by method and path. It never changes, and all servers of a catalog share it. */
public final class Routes {

    /** Soft, because routes lead back to their catalog, which could never be collected otherwise. */
    private static final Map<Catalog, SoftReference<Routes>> MADE = new WeakHashMap<>();

    private final String basePath;
    private final List<Route> routes;
    private final Map<List<String>, Route> literalRoutes;
    private final List<Route> templateRoutes;

    /** For paths that only the regular expressions of triggers know, or that nothing in the catalog names. */
    private final Route elsewhere;

    private Routes(Catalog catalog) {
        List<Rule> rules = catalog.scenarios().stream()
                .flatMap(scenario -> scenario.trigger().map(trigger -> Rule.of(scenario, trigger)).stream())
                .sorted(Comparator.comparingInt(Rule::priority))
                .toList();
        this.basePath = catalog.basePath();
        this.routes = paths(catalog.endpoints(), rules).stream()
                .map(path -> new Route(path, rules, catalog.endpoints()))
                .toList();
        this.literalRoutes = routes.stream()
                .filter(route -> route.path().variables().isEmpty())
                .collect(Collectors.toUnmodifiableMap(route -> route.path().segments(), Function.identity()));
        this.templateRoutes = routes.stream()
                .filter(route -> !route.path().variables().isEmpty())
                .toList();
        boolean anyPath = routes.isEmpty();
        this.elsewhere = new Route(
                PathTemplate.of("/"),
                rules.stream().flatMap(rule -> rule.elsewhere(anyPath).stream()).toList(),
                List.of());
    }

    /**
     * Returns the routes of a catalog; the same object for the same catalog.
     *
     * @throws CatalogException if a trigger contains what only WireMock can read, and WireMock cannot
     */
    public static Routes of(Catalog catalog) {
        synchronized (MADE) {
            SoftReference<Routes> reference = MADE.get(catalog);
            @Nullable Routes made = reference == null ? null : reference.get();
            if (made == null) {
                made = new Routes(catalog);
                MADE.put(catalog, new SoftReference<>(made));
            }
            return made;
        }
    }

    /** Returns the paths of the endpoints, and those that triggers name beyond them; the most literal first. */
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
                .sorted(PathTemplate.MOST_LITERAL_FIRST)
                .toList();
    }

    /** Returns what a request is answered, empty if the plain API does not know it. */
    public Optional<Found> find(StubRequest request) {
        if (!isBelow(basePath, request.target())) {
            return Optional.empty();
        }
        StubRequest relative = basePath.isEmpty()
                ? request
                : request.withTarget(request.target().substring(basePath.length()));
        List<String> segments = PathTemplate.split(relative.path());
        return fitting(segments)
                .flatMap(route -> route.find(relative, segments).stream())
                .findFirst();
    }

    /** Returns the routes that fit a path, the most literal first. */
    private Stream<Route> fitting(List<String> segments) {
        return Stream.concat(
                Stream.concat(
                        Stream.ofNullable(literalRoutes.get(segments)),
                        templateRoutes.stream().filter(route -> route.path().matches(segments))),
                Stream.of(elsewhere));
    }

    /** Names the endpoint that is closest to a request. */
    public String nearest(StubRequest request) {
        return routes.stream()
                .min(Comparator.comparingInt(route -> Nearest.distance(request.path(), basePath + route.path())))
                .map(route -> "Closest: " + route.describe(basePath) + ".")
                .orElse("Its catalog has no endpoints; use a scenario URL.");
    }

    private static boolean isBelow(String basePath, String target) {
        return target.startsWith(basePath) && target.startsWith("/", basePath.length());
    }
}

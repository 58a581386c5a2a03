package dev.errata.junit.internal;

import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Exchange;
import java.lang.ref.SoftReference;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a catalog answers, made once: scenarios, found by their ids, and the routes of the plain API. It never
 * changes, and all lanes of a catalog share it.
 */
final class CatalogAnswers {

    /** With and without the header. Soft, because answers lead back to their catalog, which could else never be let go. */
    private static final Map<Catalog, Map<Boolean, SoftReference<CatalogAnswers>>> MADE = new WeakHashMap<>();

    private final Responses responses;
    private final Map<String, Reply> scenarios;

    /** Made late: scenario URLs and scripts need none, and WireMock takes a while to read its first trigger. */
    private volatile @Nullable Background<Routes> routes;

    private CatalogAnswers(Catalog catalog, boolean retryAfterHeader) {
        this.responses = new Responses(catalog, retryAfterHeader);
        this.scenarios = catalog.scenarios().stream()
                .collect(Collectors.toUnmodifiableMap(
                        s -> s.id(), s -> Reply.of(responses.of(s.answer()), Exchange.Source.URL, s)));
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

    /** What the plain API answers. */
    Routes plain() {
        return routes().get();
    }

    /** Begins to read the triggers, if that has not begun. */
    Background<Routes> routes() {
        Background<Routes> begun = routes;
        return begun != null ? begun : begin();
    }

    private synchronized Background<Routes> begin() {
        Background<Routes> begun = routes;
        if (begun == null) {
            begun = Background.of("errata-triggers", () -> new Routes(responses.catalog(), responses));
            routes = begun;
        }
        return begun;
    }
}

package dev.errata.pacts.provider;

import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.model.RequestExample;
import dev.errata.fixtures.model.UrlEncoded;
import dev.errata.pacts.internal.Json;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/** Asks the real API, and of it nothing that could cost money or data. */
final class LiveDriver implements ProviderDriver {

    private static final int UNAUTHORIZED = 401;

    private final Catalog api;
    private final Map<String, String> environment;

    LiveDriver(Catalog api, Map<String, String> environment) {
        this.api = api;
        this.environment = environment;
    }

    @Override
    public URI rootUrl() {
        String baseUrl = required("URL").replaceFirst("/+$", "");
        if (!baseUrl.endsWith(api.basePath())) {
            throw new IllegalArgumentException("%s must be a base URL of the %s, which ends in %s; it is %s"
                    .formatted(name("URL"), api, api.basePath(), api.masking().text(baseUrl)));
        }
        URI root = URI.create(
                baseUrl.substring(0, baseUrl.length() - api.basePath().length()));
        if (root.getHost() == null || !List.of("http", "https").contains(root.getScheme())) {
            throw new IllegalArgumentException("%s must be an absolute URL with http or https; it is %s"
                    .formatted(name("URL"), api.masking().text(baseUrl)));
        }
        return root;
    }

    @Override
    public void enterWithoutState(RequestExample request) {
        throw new TestAbortedException(
                "The real %s receives only requests of scenarios. Skipped %s, which belongs to none and could cost money or data"
                        .formatted(api, request));
    }

    @Override
    public void enter(Scenario scenario, RequestExample request) {
        required("URL");
        required("KEY");
        if (!scenario.state().live()) {
            throw new TestAbortedException(
                    "The real %s is not in the state \"%s\" that %s needs, and its state must not be changed"
                            .formatted(api, scenario.state().name(), scenario.id()));
        }
        if (!isHarmless(scenario, request)) {
            throw new TestAbortedException(
                    "The real %s receives only the catalog's request for %s, %s. Skipped %s, which could cost money or data"
                            .formatted(api, scenario.id(), scenario.request(), request));
        }
    }

    /** Nobody has looked at any request but the catalog's. */
    private static boolean isHarmless(Scenario scenario, RequestExample request) {
        RequestExample documented = scenario.request();
        return request.method().equals(documented.method())
                && path(request).equals(path(documented))
                && UrlEncoded.queryParameters(request.path()).equals(UrlEncoded.queryParameters(documented.path()))
                && body(request).equals(body(documented));
    }

    private static String path(RequestExample request) {
        return UrlEncoded.path(request.path());
    }

    /** As JSON, in which the order of fields means nothing. */
    private static Object body(RequestExample request) {
        return request.body()
                .<Object>flatMap(text -> Json.read(text).map(Object.class::cast).or(() -> Optional.of(text)))
                .orElse("");
    }

    /** Where no key, or a wrong one, is the point, that of the contract is sent. */
    @Override
    public Map<String, String> headers(Scenario scenario) {
        return scenario.status() == UNAUTHORIZED
                ? Map.of()
                : Map.of(api.credentialHeaders().get(0), required("KEY"));
    }

    private String required(String variable) {
        @Nullable String value = environment.get(name(variable));
        if (value == null || value.isBlank()) {
            throw new TestAbortedException("The real %s is called only if the environment has %s and %s; %s is missing"
                    .formatted(api, name("URL"), name("KEY"), name(variable)));
        }
        return value;
    }

    private String name(String variable) {
        return "ERRATA_" + api.id().toUpperCase(Locale.ROOT).replace('-', '_') + "_" + variable;
    }
}

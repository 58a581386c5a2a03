package dev.errata.stub;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.Extension;
import com.github.tomakehurst.wiremock.extension.ExtensionFactory;
import com.github.tomakehurst.wiremock.extension.WireMockServices;
import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.internal.json.JsonTree;
import dev.errata.fixtures.model.CatalogException;
import dev.errata.fixtures.traffic.Exchange;
import dev.errata.stub.internal.mapping.CatalogMappings;
import dev.errata.stub.internal.mapping.ErrataDialect;
import dev.errata.stub.internal.pipeline.PlainApi;
import dev.errata.stub.internal.response.CatalogResponses;
import dev.errata.stub.internal.response.Reply;
import dev.errata.stub.internal.routing.Routes;
import dev.errata.stub.internal.wiremock.CatalogExtension;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import org.apiguardian.api.API;

/**
 * Loads a catalog into a WireMock of your own: its scenarios, triggers and endpoints become stubs there.
 *
 * <pre>{@code
 * static final CatalogStubs BUENA = new CatalogStubs(Catalog.buena());
 *
 * @RegisterExtension
 * static final WireMockExtension WIREMOCK =
 *         WireMockExtension.newInstance().options(options().dynamicPort().extensions(BUENA)).build();
 *
 * String plain = WIREMOCK.baseUrl() + BUENA.basePath();
 * String alwaysNotFound = WIREMOCK.baseUrl() + BUENA.basePath(BuenaError.LEAD_NOT_FOUND);
 * }</pre>
 *
 * <p>WireMock answers as a {@link StubServer} without options does, except for requests that the catalog does not know: they stay
 * unmatched, and WireMock says so itself. Faults, scripts, quotas and chaos need a {@code StubServer}.
 *
 * <p>The stubs have priorities from 100, so that your own ones come first. They are there again after {@code resetAll()} and
 * {@code resetToDefaultMappings()}, which WireMock's JUnit extension calls before each test; {@code resetMappings()} removes them.
 *
 * <p>Where extensions are named by their class, as in {@code @ConfigureWireMock(extensionFactories = ...)}, write a subclass with a
 * constructor without parameters. An instance can be given to several WireMocks.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public class CatalogStubs implements ExtensionFactory {

    private final Catalog catalog;
    private final PlainApi api;

    /**
     * Prepares a catalog.
     *
     * @param catalog the catalog
     * @throws CatalogException if a trigger of the catalog has a path expression or XML that WireMock cannot read
     */
    public CatalogStubs(Catalog catalog) {
        Routes unused = Routes.of(catalog);
        this.catalog = catalog;
        this.api = new PlainApi(new CatalogResponses(catalog, false, OptionalLong.empty()));
    }

    /**
     * Makes the extension that WireMock asks for when it is created.
     *
     * @param services what WireMock offers; not used
     * @return an extension that loads the stubs, checks bodies for them, and repeats parts of requests in their responses
     */
    @Override
    public final List<Extension> create(WireMockServices services) {
        String name = "errata-" + catalog.id();
        List<String> mappings = new CatalogMappings(catalog, new ErrataDialect(name))
                .groups().stream()
                        .flatMap(group -> group.mappings().stream())
                        .map(JsonTree::text)
                        .toList();
        return List.of(new CatalogExtension(
                name,
                mappings,
                ErrataDialect.SCENARIO,
                (request, id) -> api.answer(request)
                        .flatMap(Reply::scenario)
                        .filter(scenario -> scenario.id().equals(id))
                        .isPresent(),
                request -> api.answer(request).map(Reply::response)));
    }

    /**
     * Returns the path below which WireMock answers as the API does.
     *
     * @return the API's base path, to be added to the URL of WireMock; without a slash at the end
     */
    public final String basePath() {
        return catalog.basePath();
    }

    /**
     * Returns the path below which WireMock answers every request by the principal scenario of an error.
     *
     * @param error an error of the API
     * @return the base path, to be added to the URL of WireMock, for example {@code /~lead-not-found/api/v2}
     * @throws NoSuchElementException if the catalog has no scenario of the error
     */
    public final String basePath(ApiError error) {
        return CatalogMappings.basePath(catalog.scenario(error));
    }

    /**
     * Returns the path below which WireMock answers every request by a scenario.
     *
     * @param scenario the id of a scenario
     * @return the base path, to be added to the URL of WireMock
     * @throws NoSuchElementException if the catalog has no such scenario; says which are near
     */
    public final String basePath(String scenario) {
        return CatalogMappings.basePath(catalog.scenario(scenario));
    }

    /**
     * Returns the response of an error's principal scenario, for stubs of your own.
     *
     * <pre>{@code
     * wireMock.stubFor(get(urlPathEqualTo("/api/v2/leads"))
     *         .inScenario("recovery").whenScenarioStateIs(STARTED).willSetStateTo("up")
     *         .willReturn(BUENA.response(BuenaError.SERVICE_UNAVAILABLE)));
     * }</pre>
     *
     * @param error an error of the API
     * @return the response, which can be changed
     * @throws NoSuchElementException if the catalog has no scenario of the error
     */
    public final ResponseDefinitionBuilder response(ApiError error) {
        return response(catalog.scenario(error));
    }

    /**
     * Returns the response of a scenario, for stubs of your own.
     *
     * @param scenario the id of a scenario
     * @return the response, which can be changed
     * @throws NoSuchElementException if the catalog has no such scenario; says which are near
     */
    public final ResponseDefinitionBuilder response(String scenario) {
        return response(catalog.scenario(scenario));
    }

    private ResponseDefinitionBuilder response(Scenario scenario) {
        return CatalogExtension.definition(
                api.responses().of(scenario, Exchange.Source.API).response());
    }
}

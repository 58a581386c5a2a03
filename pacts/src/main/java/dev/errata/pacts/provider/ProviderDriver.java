package dev.errata.pacts.provider;

import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.model.RequestExample;
import dev.errata.stub.StubServer;
import java.net.URI;
import java.util.Map;
import org.apiguardian.api.API;

/**
 * Brings a provider into the states that a contract needs.
 *
 * <pre>{@code
 * class OurBackend implements ProviderDriver {
 *     public URI rootUrl() {
 *         return URI.create("http://127.0.0.1:" + port);
 *     }
 *
 *     public void enter(Scenario scenario, RequestExample request) {
 *         switch (scenario.id()) {
 *             case "expired-api-key" -> keys.expire(request.headers().get("x-api-key"));
 *             case "lead-not-found" -> leads.remove(scenario.state().parameters().get("lead"));
 *             default -> throw new TestAbortedException("not possible here: " + scenario.state().name());
 *         }
 *     }
 * }
 * }</pre>
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface ProviderDriver {

    /**
     * Returns the URL of the provider. Asked for after the state was entered.
     *
     * @return the URL before the base path of the API, without a slash at the end
     */
    URI rootUrl();

    /**
     * Brings the provider into the {@linkplain Scenario#state() state} in which a request ends in a scenario. Called before the
     * request is sent. What is thrown fails the interaction; a {@code TestAbortedException} skips it.
     *
     * @param scenario the scenario
     * @param request the request
     */
    void enter(Scenario scenario, RequestExample request);

    /**
     * Decides about an interaction that needs no state. Called before the request is sent. What is thrown fails the
     * interaction; a {@code TestAbortedException} skips it.
     *
     * @param request the request
     */
    default void enterWithoutState(RequestExample request) {}

    /**
     * Leaves the state again. Called after the request, whatever became of it.
     *
     * @param scenario the scenario
     */
    default void leave(Scenario scenario) {}

    /**
     * Returns headers that replace those of the contract, such as a key that the provider knows.
     *
     * @param scenario the scenario
     * @return the values by name, none by default
     */
    default Map<String, String> headers(Scenario scenario) {
        return Map.of();
    }

    /**
     * Returns a stub server as the provider: its scenario URLs represent the states.
     *
     * @param server the server, which the caller closes
     * @return its driver
     */
    static ProviderDriver stubs(StubServer<?> server) {
        return new StubDriver(server);
    }

    /**
     * Returns the real API as the provider, as far as that is harmless: with the {@linkplain
     * dev.errata.fixtures.model.ProviderState#live() live} states, and only with the requests of the catalog; everything else is
     * skipped. Its base URL and a valid key are taken from the environment, for Buena.ai from {@code ERRATA_BUENA_URL} and
     * {@code ERRATA_BUENA_KEY}; where one is missing, all is skipped.
     *
     * @param api the API
     * @return its driver
     */
    static ProviderDriver live(Catalog api) {
        return new LiveDriver(api, System.getenv());
    }
}

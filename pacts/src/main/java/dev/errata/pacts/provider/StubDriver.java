package dev.errata.pacts.provider;

import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.model.RequestExample;
import dev.errata.stub.StubServer;
import java.net.URI;

/** A stub server, at the URL of the scenario, which has no state that could be left over. */
final class StubDriver implements ProviderDriver {

    private final StubServer<?> server;
    private URI rootUrl;

    StubDriver(StubServer<?> server) {
        this.server = server;
        this.rootUrl = server.rootUrl();
    }

    @Override
    public URI rootUrl() {
        return rootUrl;
    }

    @Override
    public void enter(Scenario scenario, RequestExample request) {
        String baseUrl = server.baseUrl(scenario).toString();
        rootUrl = URI.create(baseUrl.substring(
                0, baseUrl.length() - server.catalog().basePath().length()));
    }

    @Override
    public void leave(Scenario scenario) {
        rootUrl = server.rootUrl();
    }
}

package dev.errata.cli.internal.control;

import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Fault;
import dev.errata.fixtures.Scenario;
import dev.errata.stub.StubServer;
import java.net.URI;

/**
 * The base URLs of scenarios and faults in the path form, such as {@code http://127.0.0.1:8080/~lead-not-found/api/v2}: programs
 * can know them before the server is started, and they need no further port.
 */
public record PathUrls(StubServer<ApiError> server) {

    /** Returns the URL of a scenario. */
    public URI of(Scenario scenario) {
        return at(scenario.id());
    }

    /** Returns the URL of a fault; those that come before any request have ports of their own. */
    public URI of(Fault fault) {
        return fault.stage() == Fault.Stage.CONNECTION ? server.baseUrl(fault) : at("fault:" + fault.name());
    }

    private URI at(String name) {
        return URI.create(server.rootUrl() + "/~" + name + server.catalog().basePath());
    }
}

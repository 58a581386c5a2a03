package dev.errata.pacts.provider;

import dev.errata.stub.DatabuddyServer;
import org.junit.jupiter.api.AfterAll;

/** The stub server keeps the pact of its catalog: stub, pact and document agree. */
class DatabuddyStubsKeepThePactTest extends DatabuddyProviderContract {

    private final DatabuddyServer server = DatabuddyServer.start();

    @Override
    protected ProviderDriver provider() {
        return ProviderDriver.stubs(server);
    }

    @AfterAll
    void close() {
        server.close();
    }
}

package dev.errata.pacts.provider;

import dev.errata.stub.BuenaServer;
import org.junit.jupiter.api.AfterAll;

/** The stub server keeps the pact of its catalog: stub, pact and document agree. */
class BuenaStubsKeepThePactTest extends BuenaProviderContract {

    private final BuenaServer server = BuenaServer.start();

    @Override
    protected ProviderDriver provider() {
        return ProviderDriver.stubs(server);
    }

    @AfterAll
    void close() {
        server.close();
    }
}

package dev.errata.examples;

import dev.errata.pacts.provider.BuenaProviderContract;
import dev.errata.pacts.provider.ProviderDriver;
import dev.errata.stub.BuenaServer;
import org.junit.jupiter.api.AfterAll;

// docs: provider-contract
class BuenaStubsContractTest extends BuenaProviderContract {

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
// end

package dev.errata.benchmarks.tests;

import dev.errata.fixtures.BuenaError;
import dev.errata.junit.BuenaStubs;
import dev.errata.stub.BuenaServer;
import dev.errata.stub.ServerOptions;
import dev.errata.stub.Trust;
import java.net.http.HttpClient;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A server with TLS for each test. */
final class ErrataTls {

    /** In an instance field: in a static one, all tests would share a server, and the client would keep its connection. */
    @RegisterExtension
    final BuenaStubs stubs = new BuenaStubs(ServerOptions.defaults().https());

    private static final HttpClient CLIENT = Client.trusting(Trust.authority().sslContext());

    @Methods
    void test(BuenaServer buena) throws Exception {
        Client.request(CLIENT, buena.baseUrl(BuenaError.RATE_LIMIT_EXCEEDED) + "/leads");
    }
}

package dev.errata.benchmarks.tests;

import dev.errata.fixtures.BuenaError;
import dev.errata.junit.BuenaStubs;
import dev.errata.stub.BuenaServer;
import org.junit.jupiter.api.extension.ExtendWith;

/** A server for each test. */
@ExtendWith(BuenaStubs.class)
final class ErrataTest {

    @Methods
    void test(BuenaServer buena) throws Exception {
        Client.request(buena.baseUrl(BuenaError.RATE_LIMIT_EXCEEDED) + "/leads");
    }
}

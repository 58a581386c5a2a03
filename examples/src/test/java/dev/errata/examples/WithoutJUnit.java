package dev.errata.examples;

import dev.errata.examples.buena.BuenaApiException;
import dev.errata.examples.buena.BuenaClient;
import dev.errata.stub.BuenaServer;

/** A stub server in a plain program; {@link WithoutJUnitTest} runs it. */
// docs: without-junit
final class WithoutJUnit {

    private WithoutJUnit() {}

    public static void main(String[] args) {
        try (BuenaServer buena = BuenaServer.start()) {
            var client = BuenaClient.builder(buena.baseUrl("bad-gateway-html"), "any-key")
                    .build();
            client.getLead("lead_1");
        } catch (BuenaApiException e) {
            System.out.println(e.getMessage()); // HTTP 502 without a body that could be understood
        }
    }
}
// end

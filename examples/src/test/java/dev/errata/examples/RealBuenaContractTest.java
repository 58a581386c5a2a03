package dev.errata.examples;

import dev.errata.pacts.provider.BuenaProviderContract;
import dev.errata.pacts.provider.ProviderDriver;

// docs: real-contract
class RealBuenaContractTest extends BuenaProviderContract {

    @Override
    protected ProviderDriver provider() {
        return ProviderDriver.live(catalog()); // ERRATA_BUENA_URL, ERRATA_BUENA_KEY
    }
}
// end

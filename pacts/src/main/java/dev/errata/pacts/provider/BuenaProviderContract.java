package dev.errata.pacts.provider;

import au.com.dius.pact.provider.junitsupport.Provider;
import dev.errata.fixtures.Catalog;
import org.apiguardian.api.API;

/**
 * The tests that hold a provider to pacts with the Buena.ai API v2.
 *
 * <pre>{@code
 * class RealBuenaTest extends BuenaProviderContract {
 *
 *     protected ProviderDriver provider() {
 *         return ProviderDriver.live(catalog());
 *     }
 * }
 * }</pre>
 */
@Provider("buena")
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public abstract class BuenaProviderContract extends ProviderContract {

    /** For subclasses. */
    protected BuenaProviderContract() {}

    @Override
    protected final Catalog catalog() {
        return Catalog.buena();
    }
}

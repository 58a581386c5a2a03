package dev.errata.pacts.provider;

import au.com.dius.pact.provider.junitsupport.Provider;
import dev.errata.fixtures.Catalog;
import org.apiguardian.api.API;

/**
 * The tests that hold a provider to pacts with the Databuddy API.
 *
 * <pre>{@code
 * class RealDatabuddyTest extends DatabuddyProviderContract {
 *
 *     protected ProviderDriver provider() {
 *         return ProviderDriver.live(catalog());
 *     }
 * }
 * }</pre>
 */
@Provider("databuddy")
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public abstract class DatabuddyProviderContract extends ProviderContract {

    /** For subclasses. */
    protected DatabuddyProviderContract() {}

    @Override
    protected final Catalog catalog() {
        return Catalog.databuddy();
    }
}

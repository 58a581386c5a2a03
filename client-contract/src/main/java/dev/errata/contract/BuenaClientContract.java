package dev.errata.contract;

import dev.errata.fixtures.Catalog;
import org.apiguardian.api.API;

/**
 * The {@link ClientContract} for a client of the Buena.ai API v2.
 *
 * <pre>{@code
 * class LeadClientContractTest implements BuenaClientContract {
 *     @Override
 *     public ClientReport call(URI baseUrl, String apiKey) {
 *         try {
 *             return ClientReport.value(new LeadClient(baseUrl, apiKey).getLead("lead_1"));
 *         } catch (LeadException e) {
 *             return ClientReport.error(e).status(e.status()).code(e.code());
 *         }
 *     }
 * }
 * }</pre>
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface BuenaClientContract extends ClientContract {

    @Override
    default Catalog catalog() {
        return Catalog.buena();
    }
}

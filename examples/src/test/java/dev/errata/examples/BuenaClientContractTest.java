package dev.errata.examples;

import dev.errata.contract.BuenaClientContract;
import dev.errata.contract.ClientReport;
import dev.errata.examples.buena.BuenaApiException;
import dev.errata.examples.buena.BuenaClient;
import dev.errata.examples.http.RetryConfig;
import java.net.URI;
import java.time.Duration;

// docs: contract
class BuenaClientContractTest implements BuenaClientContract {

    @Override
    public ClientReport call(URI baseUrl, String apiKey) {
        var client = BuenaClient.builder(baseUrl, apiKey)
                .retry(RetryConfig.defaults().withFirstBackoff(Duration.ofMillis(100)))
                .build();
        try {
            return ClientReport.value(client.getLead("lead_1"));
        } catch (BuenaApiException e) {
            return ClientReport.error(e)
                    .status(e.status())
                    .code(e.code().orElse(null))
                    .details(e.details())
                    .retryAfter(e.retryAfter().orElse(null));
        }
    }
}
// end

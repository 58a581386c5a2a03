package dev.errata.examples;

import dev.errata.contract.ClientReport;
import dev.errata.contract.DatabuddyClientContract;
import dev.errata.examples.databuddy.DatabuddyApiException;
import dev.errata.examples.databuddy.DatabuddyClient;
import dev.errata.examples.databuddy.Query;
import dev.errata.examples.http.RetryConfig;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class DatabuddyClientContractTest implements DatabuddyClientContract {

    @Override
    public ClientReport call(URI baseUrl, String apiKey) {
        DatabuddyClient client = DatabuddyClient.builder(baseUrl, apiKey)
                .retry(RetryConfig.defaults().withFirstBackoff(Duration.ofMillis(100)))
                .build();
        try {
            return ClientReport.value(client.query("website_123", Query.of("traffic")));
        } catch (DatabuddyApiException e) {
            return ClientReport.error(e)
                    .status(e.status())
                    .code(e.code().orElse(null))
                    .details(e.fieldErrors())
                    .retryAfter(e.retryAfter().orElse(null))
                    .requestId(e.requestId().orElse(null));
        }
    }
}

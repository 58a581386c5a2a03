package dev.errata.examples.wiremock;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.junit5.WireMockRuntimeInfo;
import com.github.tomakehurst.wiremock.junit5.WireMockTest;
import dev.errata.examples.buena.BuenaClient;
import dev.errata.fixtures.BuenaError;
import java.net.URI;
import org.junit.jupiter.api.Test;

// docs: wiremock-scanned
@WireMockTest(extensionScanningEnabled = true)
class ScannedWireMockTest {

    @Test
    void aLeadThatDoesNotExist(WireMockRuntimeInfo wireMock) {
        var path = new BuenaInWireMock().basePath(BuenaError.NOT_FOUND);
        var client = BuenaClient.builder(URI.create(wireMock.getHttpBaseUrl() + path), "any-key")
                .build();

        assertThatThrownBy(() -> client.getLead("lead_7")).hasMessageStartingWith("HTTP 404 NOT_FOUND");
    }
}
// end

package com.example.leads;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.errata.fixtures.BuenaError;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.web.client.HttpServerErrorException.ServiceUnavailable;
import org.wiremock.spring.ConfigureWireMock;
import org.wiremock.spring.EnableWireMock;
import org.wiremock.spring.InjectWireMock;

@SpringBootTest(properties = "buena.base-url=${wiremock.server.baseUrl}/api/v2")
@EnableWireMock(@ConfigureWireMock(extensionFactories = BuenaInWireMock.class))
class LeadsInWireMockTest {

    @InjectWireMock
    WireMockServer wireMock;

    @Autowired
    Leads leads;

    @Test
    void aLeadThatTheDocumentCallsMissingDoesNotExist() {
        assertThat(leads.exists("lead_abc123")).isFalse();
    }

    @Test
    void anOutageIsAnException() {
        wireMock.stubFor(get(urlPathEqualTo("/api/v2/leads/lead_7"))
                .willReturn(new BuenaInWireMock().response(BuenaError.SERVICE_UNAVAILABLE)));

        assertThatThrownBy(() -> leads.exists("lead_7")).isInstanceOf(ServiceUnavailable.class);
    }
}

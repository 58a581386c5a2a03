package dev.errata.benchmarks.tests;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One server, whose stubs are forgotten before each test, those of tests that still run included. */
final class WireMockShared {

    @RegisterExtension
    static final WireMockExtension API = WireMockExtension.newInstance().build();

    @Methods
    void test() throws Exception {
        API.stubFor(get("/leads").willReturn(jsonResponse(Client.BODY, Client.STATUS)));
        Client.request(API.baseUrl() + "/leads");
    }
}

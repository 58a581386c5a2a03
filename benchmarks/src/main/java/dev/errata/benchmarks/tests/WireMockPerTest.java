package dev.errata.benchmarks.tests;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A server for each test. */
final class WireMockPerTest {

    @RegisterExtension
    final WireMockExtension api = WireMockExtension.newInstance().build();

    @Methods
    void test() throws Exception {
        api.stubFor(get("/leads").willReturn(jsonResponse(Client.BODY, Client.STATUS)));
        Client.request(api.baseUrl() + "/leads");
    }
}

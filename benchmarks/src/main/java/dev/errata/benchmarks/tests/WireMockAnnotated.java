package dev.errata.benchmarks.tests;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;

import com.github.tomakehurst.wiremock.junit5.WireMockRuntimeInfo;
import com.github.tomakehurst.wiremock.junit5.WireMockTest;

/** One server, as the annotation has it; shared like that of a static field. */
@WireMockTest
final class WireMockAnnotated {

    @Methods
    void test(WireMockRuntimeInfo api) throws Exception {
        api.getWireMock().register(get("/leads").willReturn(jsonResponse(Client.BODY, Client.STATUS)));
        Client.request(api.getHttpBaseUrl() + "/leads");
    }
}

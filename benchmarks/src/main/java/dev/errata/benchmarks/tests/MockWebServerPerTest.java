package dev.errata.benchmarks.tests;

import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.junit5.StartStop;

/** A server for each test. */
final class MockWebServerPerTest {

    @StartStop
    final MockWebServer api = new MockWebServer();

    @Methods
    void test() throws Exception {
        api.enqueue(new MockResponse.Builder()
                .code(Client.STATUS)
                .setHeader("Content-Type", "application/json")
                .body(Client.BODY)
                .build());
        Client.request(api.url("/leads").toString());
    }
}

package dev.errata.benchmarks.tests;

import static org.mockserver.model.HttpRequest.request;
import static org.mockserver.model.HttpResponse.response;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.mockserver.integration.ClientAndServer;

/** One server for the class, as MockServer's own extension has it, which each test resets. */
final class MockServerShared {

    private static @Nullable ClientAndServer api;

    @BeforeAll
    static void start() {
        api = ClientAndServer.startClientAndServer(0);
    }

    @Methods
    void test() throws Exception {
        ClientAndServer server = Objects.requireNonNull(api);
        server.reset()
                .when(request().withPath("/leads"))
                .respond(response()
                        .withStatusCode(Client.STATUS)
                        .withHeader("Content-Type", "application/json")
                        .withBody(Client.BODY));
        Client.request("http://127.0.0.1:" + server.getLocalPort() + "/leads");
    }

    @AfterAll
    static void stop() {
        Objects.requireNonNull(api).stop();
    }
}

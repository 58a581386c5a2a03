package dev.errata.benchmarks.contenders;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** WireMock as it comes, with a stub for each answer. */
public final class WireMockStubs implements ErrorServer {

    private final WireMockServer server = new WireMockServer(options().dynamicPort());

    @Override
    public void start(List<ErrorAnswer> answers, Path catalog) {
        server.start();
        answers.forEach(answer -> server.stubFor(get(answer.path())
                .willReturn(aResponse()
                        .withStatus(answer.status())
                        .withHeader("Content-Type", answer.contentType())
                        .withBody(answer.body()))));
    }

    @Override
    public URI url(ErrorAnswer answer) {
        return URI.create("http://127.0.0.1:" + server.port() + answer.path());
    }

    @Override
    public void close() {
        server.stop();
    }
}

package dev.errata.benchmarks.contenders;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;

import dev.errata.stub.BuenaServer;
import java.net.URI;
import java.util.List;

/** Asked at the plain URL, with a stub of the user's own for the answer. */
public final class ErrataOwnStub extends ErrataServer {

    @Override
    void prepare(BuenaServer started, List<ErrorAnswer> answers) {
        ErrorAnswer answer = answers.get(0);
        started.stubFor(get("/api/v2/leads")
                .willReturn(aResponse()
                        .withStatus(answer.status())
                        .withHeader("Content-Type", answer.contentType())
                        .withBody(answer.body())));
    }

    @Override
    URI baseUrl(BuenaServer started, ErrorAnswer answer) {
        return started.baseUrl();
    }
}

package dev.errata.benchmarks.contenders;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;

import dev.errata.stub.BuenaServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Errata's server of a built-in API with a stub of the user's own for the answer that is asked for. */
public final class ErrataOwnStub implements ErrorServer {

    private @Nullable BuenaServer server;

    @Override
    public void start(List<ErrorAnswer> answers, Path catalog) {
        BuenaServer started = BuenaServer.start();
        ErrorAnswer answer = answers.get(0);
        started.stubFor(get("/api/v2/leads")
                .willReturn(aResponse()
                        .withStatus(answer.status())
                        .withHeader("Content-Type", answer.contentType())
                        .withBody(answer.body())));
        server = started;
    }

    @Override
    public URI url(ErrorAnswer answer) {
        return URI.create(Objects.requireNonNull(server).baseUrl() + "/leads");
    }

    @Override
    public void close() {
        Objects.requireNonNull(server).close();
    }
}

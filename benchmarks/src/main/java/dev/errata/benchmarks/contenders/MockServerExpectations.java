package dev.errata.benchmarks.contenders;

import static org.mockserver.model.HttpRequest.request;
import static org.mockserver.model.HttpResponse.response;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mockserver.integration.ClientAndServer;

/** MockServer as it comes, with an expectation for each answer. */
public final class MockServerExpectations implements ErrorServer {

    private @Nullable ClientAndServer server;

    @Override
    public void start(List<ErrorAnswer> answers, Path catalog) {
        ClientAndServer started = ClientAndServer.startClientAndServer(0);
        answers.forEach(answer -> started.when(request().withPath(answer.path()))
                .respond(response()
                        .withStatusCode(answer.status())
                        .withHeader("Content-Type", answer.contentType())
                        .withBody(answer.body())));
        server = started;
    }

    @Override
    public URI url(ErrorAnswer answer) {
        return URI.create("http://127.0.0.1:" + Objects.requireNonNull(server).getLocalPort() + answer.path());
    }

    @Override
    public void close() {
        Objects.requireNonNull(server).stop();
    }
}

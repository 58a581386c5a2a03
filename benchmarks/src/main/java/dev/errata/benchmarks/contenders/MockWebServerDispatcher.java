package dev.errata.benchmarks.contenders;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/** OkHttp's MockWebServer with a dispatcher that knows each path. */
public final class MockWebServerDispatcher implements ErrorServer {

    private final MockWebServer server = new MockWebServer();

    @Override
    public void start(List<ErrorAnswer> answers, Path catalog) throws IOException {
        Map<String, MockResponse> responses = answers.stream()
                .collect(Collectors.toMap(
                        ErrorAnswer::path,
                        answer -> new MockResponse.Builder()
                                .code(answer.status())
                                .setHeader("Content-Type", answer.contentType())
                                .body(answer.body())
                                .build()));
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return Objects.requireNonNull(responses.get(request.getUrl().encodedPath()));
            }
        });
        server.start();
    }

    @Override
    public URI url(ErrorAnswer answer) {
        return URI.create("http://127.0.0.1:" + server.getPort() + answer.path());
    }

    @Override
    public void close() {
        server.close();
    }
}

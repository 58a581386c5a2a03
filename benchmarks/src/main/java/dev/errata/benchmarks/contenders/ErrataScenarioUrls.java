package dev.errata.benchmarks.contenders;

import dev.errata.stub.BuenaServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Errata's server of a built-in API, asked at scenario URLs: the answers are those of its own catalog. */
public final class ErrataScenarioUrls implements ErrorServer {

    private @Nullable BuenaServer server;

    @Override
    public void start(List<ErrorAnswer> answers, Path catalog) {
        server = BuenaServer.start();
    }

    @Override
    public URI url(ErrorAnswer answer) {
        return URI.create(Objects.requireNonNull(server).baseUrl(answer.id()) + "/leads");
    }

    @Override
    public void close() {
        Objects.requireNonNull(server).close();
    }
}

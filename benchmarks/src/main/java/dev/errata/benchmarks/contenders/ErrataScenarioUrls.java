package dev.errata.benchmarks.contenders;

import dev.errata.junit.BuenaServer;
import dev.errata.junit.ServerOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Errata's server of an API that comes with it, asked at scenario URLs: the answers are those of its own catalog. */
public class ErrataScenarioUrls implements ErrorServer {

    private final ServerOptions options;
    private @Nullable BuenaServer server;

    public ErrataScenarioUrls() {
        this(ServerOptions.defaults());
    }

    ErrataScenarioUrls(ServerOptions options) {
        this.options = options;
    }

    @Override
    public void start(List<ErrorAnswer> answers, Path catalog) {
        server = BuenaServer.start(options);
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

package dev.errata.benchmarks.contenders;

import dev.errata.junit.BuenaServer;
import dev.errata.junit.ServerOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Errata's server on a port of its own. */
public final class ErrataOwnPort implements ErrorServer {

    private @Nullable BuenaServer server;

    @Override
    public void start(List<ErrorAnswer> answers, Path catalog) {
        server = BuenaServer.start(ServerOptions.defaults().ownPort());
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

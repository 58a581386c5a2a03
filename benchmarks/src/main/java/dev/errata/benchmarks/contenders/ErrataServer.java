package dev.errata.benchmarks.contenders;

import dev.errata.stub.BuenaServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Errata's server of a built-in API, asked for its leads. */
abstract class ErrataServer implements ErrorServer {

    private @Nullable BuenaServer server;

    /** Prepares the server. */
    void prepare(BuenaServer started, List<ErrorAnswer> answers) {}

    /** The base URL that gets an answer. */
    abstract URI baseUrl(BuenaServer started, ErrorAnswer answer);

    @Override
    public final void start(List<ErrorAnswer> answers, Path catalog) {
        BuenaServer started = BuenaServer.start();
        prepare(started, answers);
        server = started;
    }

    @Override
    public final URI url(ErrorAnswer answer) {
        return URI.create(baseUrl(Objects.requireNonNull(server), answer) + "/leads");
    }

    @Override
    public final void close() {
        Objects.requireNonNull(server).close();
    }
}

package dev.errata.benchmarks.contenders;

import dev.errata.fixtures.Catalog;
import dev.errata.junit.StubServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Errata's server of an API of one's own, asked at the plain URL: what the request looks like decides on the answer. */
public final class ErrataTriggers implements ErrorServer {

    private @Nullable StubServer server;

    @Override
    public void start(List<ErrorAnswer> answers, Path catalog) {
        server = StubServer.start(Catalog.load(catalog));
    }

    @Override
    public URI url(ErrorAnswer answer) {
        return URI.create(Objects.requireNonNull(server).baseUrl() + answer.path());
    }

    @Override
    public void close() {
        Objects.requireNonNull(server).close();
    }
}

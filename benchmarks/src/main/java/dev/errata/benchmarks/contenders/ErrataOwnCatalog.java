package dev.errata.benchmarks.contenders;

import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Catalog;
import dev.errata.stub.StubServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Errata's server of a custom API, asked at the plain URL: a trigger decides on the answer. */
public final class ErrataOwnCatalog implements ErrorServer {

    private @Nullable StubServer<ApiError> server;

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

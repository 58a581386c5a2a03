package dev.errata.cli.internal.control;

import dev.errata.fixtures.ApiError;
import dev.errata.report.CatalogPage;
import dev.errata.stub.StubServer;
import dev.errata.stub.http.HeaderField;
import dev.errata.stub.http.StubRequest;
import dev.errata.stub.http.StubResponse;
import dev.errata.stub.spi.RequestInterceptor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Answers the requests to a server that are not for the API: the catalog page at {@code /}, and the control API. Both are made
 * when they are first asked for, so that the server starts sooner.
 */
public final class ControlInterceptor implements RequestInterceptor {

    private final ControlAuth auth;

    /** A server needs its interceptor before it exists; the first requests wait for this moment. */
    private final CompletableFuture<StubServer<ApiError>> server = new CompletableFuture<>();

    private @Nullable ControlApi control;
    private @Nullable StubResponse page;

    /** Answers nothing before {@link #serve}. */
    public ControlInterceptor(ControlAuth auth) {
        this.auth = auth;
    }

    /** Begins to answer for a server. */
    public void serve(StubServer<ApiError> started) {
        server.complete(started);
    }

    @Override
    public Optional<StubResponse> intercept(StubRequest request) {
        String path = request.path();
        if (ControlApi.isAt(path)) {
            return Optional.of(control().answer(request));
        }
        boolean page = path.equals("/")
                && request.target().equals(path)
                && (request.method().equals("GET") || request.method().equals("HEAD"));
        return page ? Optional.of(page()) : Optional.empty();
    }

    private synchronized ControlApi control() {
        ControlApi made = control;
        if (made == null) {
            made = new ControlApi(server.join(), auth);
            control = made;
        }
        return made;
    }

    private synchronized StubResponse page() {
        StubResponse made = page;
        if (made == null) {
            StubServer<ApiError> started = server.join();
            made = StubResponse.of(
                    200,
                    List.of(new HeaderField("Content-Type", "text/html;charset=utf-8")),
                    CatalogPage.html(List.of(started.catalog()), started.rootUrl())
                            .getBytes(StandardCharsets.UTF_8));
            page = made;
        }
        return made;
    }
}

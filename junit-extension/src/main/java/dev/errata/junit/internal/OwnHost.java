package dev.errata.junit.internal;

import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import org.jspecify.annotations.Nullable;

/** A host for one lane alone, for clients that can take no path prefix. */
final class OwnHost {

    private final StubHost host;
    private volatile @Nullable Lane lane;

    OwnHost(Listener listener) {
        this.host = StubHost.start(
                listener,
                listener.front()
                        .<StubHost.Router>map(
                                front -> (request, copy) -> front.apply(request).orElseGet(() -> answer(request, copy)))
                        .orElse(this::answer));
    }

    String url() {
        return host.url();
    }

    void serve(Lane served) {
        lane = served;
    }

    void stop() {
        host.stop();
    }

    /** A path is the API's own, or begins with {@code /~SCENARIO}. */
    private ResponseDefinition answer(Request request, LoggedRequest copy) {
        Lane serving = lane;
        if (serving == null) {
            return Refusal.because("The server is about to start.");
        }
        LanePath path = LanePath.of(request.getUrl());
        return path.lane().isEmpty() && !path.target().isEmpty()
                ? serving.answer(request, copy, path.target(), path.rest())
                : serving.answer(request, copy, "", request.getUrl());
    }
}

package dev.errata.server;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import dev.errata.fixtures.report.CatalogPage;
import dev.errata.junit.StubServer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What this server has beside the API: the catalog page at {@code /}, and the control API. */
final class Front {

    private final Guard guard;
    private volatile @Nullable Control control;
    private volatile String page = "";

    Front(Guard guard) {
        this.guard = guard;
    }

    /** Begins to answer for a server. */
    void serve(StubServer server) {
        page = CatalogPage.html(List.of(server.catalog()), server.rootUrl());
        control = new Control(server, guard);
    }

    /** The answer, empty if it is the API that is asked. */
    Optional<ResponseDefinition> answer(Request request) {
        Control serving = control;
        if (serving == null) {
            return Optional.empty();
        }
        String url = request.getUrl();
        if (url.startsWith(Control.PATH)) {
            return serving.answer(request);
        }
        boolean page = url.equals("/") && request.getMethod().isOneOf(RequestMethod.GET, RequestMethod.HEAD);
        return page ? Optional.of(page()) : Optional.empty();
    }

    private ResponseDefinition page() {
        return new ResponseDefinitionBuilder()
                .withStatus(200)
                .withHeader("Content-Type", "text/html;charset=utf-8")
                .withBody(page)
                .build();
    }
}

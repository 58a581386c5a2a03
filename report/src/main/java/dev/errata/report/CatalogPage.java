package dev.errata.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.fixtures.Catalog;
import java.net.URI;
import java.util.List;
import org.apiguardian.api.API;

/**
 * Catalogs as one HTML page: every scenario with its request, its answer, and where each fact comes from.
 *
 * <pre>{@code
 * Files.writeString(Path.of("catalog.html"), CatalogPage.html(List.of(Catalog.buena(), Catalog.databuddy())));
 * }</pre>
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class CatalogPage {

    private CatalogPage() {}

    /**
     * Returns the page. Its commands and URLs are for a server at {@code http://127.0.0.1:8080}.
     *
     * @param catalogs what it shows, in this order
     * @return HTML that needs no other file and no network; always the same for the same catalogs
     */
    public static String html(List<Catalog> catalogs) {
        return page(catalogs, JsonNodeFactory.instance.objectNode());
    }

    /**
     * Returns the page for a running server: its commands and URLs can be used as they are.
     *
     * @param catalogs what it shows, in this order
     * @param server where scenario URLs begin, such as {@code http://127.0.0.1:8080}
     * @return HTML that needs no other file and no network; always the same for the same catalogs and server
     */
    public static String html(List<Catalog> catalogs, URI server) {
        return page(catalogs, JsonNodeFactory.instance.objectNode().put("server", server.toString()));
    }

    private static String page(List<Catalog> catalogs, ObjectNode data) {
        ArrayNode apis = data.putArray("apis");
        catalogs.forEach(catalog -> apis.add(CatalogJson.of(catalog)));
        return Page.html("The documented errors", data);
    }
}

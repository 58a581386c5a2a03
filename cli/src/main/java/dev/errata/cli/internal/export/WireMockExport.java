package dev.errata.cli.internal.export;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.fixtures.Catalog;
import dev.errata.stub.http.StubResponse;
import dev.errata.stub.internal.mapping.CatalogMappings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a catalog as files for a stock WireMock. */
public final class WireMockExport {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Map<String, ObjectNode> files = new LinkedHashMap<>();
    private final UniqueNames names = new UniqueNames();
    private final List<String> leftOut;

    /** Exports a catalog. */
    public WireMockExport(Catalog catalog) {
        StockDialect dialect = new StockDialect(catalog);
        CatalogMappings mappings = new CatalogMappings(catalog, dialect);
        mappings.groups().stream()
                .filter(group -> !group.mappings().isEmpty())
                .forEach(group -> file(group.name(), group.mappings()));
        file("unmatched", List.of(unmatched(catalog, mappings.last())));
        this.leftOut = dialect.leftOut();
    }

    /** WireMock's own 404 would look like the API's. */
    private static ObjectNode unmatched(Catalog catalog, int priority) {
        return CatalogMappings.mapping(
                "unmatched request",
                priority,
                NODES.objectNode().put("urlPattern", ".*"),
                StubResponse.text(501, "Errata: The request matches no endpoint of the " + catalog.name() + ".\n"));
    }

    private void file(String name, List<ObjectNode> mappings) {
        files.put(
                names.of(name) + ".json",
                mappings.size() == 1
                        ? mappings.get(0)
                        : NODES.objectNode().set("mappings", NODES.arrayNode().addAll(mappings)));
    }

    /** Returns the files by name, for a folder {@code mappings}. */
    public Map<String, ObjectNode> files() {
        return files;
    }

    /** Returns a line for each thing that a stock WireMock does not support, with the reason. */
    public List<String> leftOut() {
        return leftOut;
    }
}

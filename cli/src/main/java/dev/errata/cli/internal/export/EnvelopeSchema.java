package dev.errata.cli.internal.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.model.Envelope;
import java.util.Optional;

/** The JSON Schema of an envelope as a part of a larger document. */
public final class EnvelopeSchema {

    private EnvelopeSchema() {}

    /**
     * Returns the schema of an envelope.
     *
     * @param catalog the catalog of the envelope
     * @param envelope the envelope
     * @return the schema, empty if errors of this shape are not JSON
     */
    public static Optional<ObjectNode> of(Catalog catalog, Envelope envelope) {
        return envelope.schema().map(ObjectNode.class::cast).map(schema -> {
            // The document says which dialect it uses.
            schema.remove("$schema");
            // With an id, the schema's references begin at the schema instead of the whole document.
            return schema.findValue("$ref") == null ? schema : schema.put("$id", id(catalog, envelope));
        });
    }

    private static String id(Catalog catalog, Envelope envelope) {
        return "urn:errata:" + catalog.id() + (envelope.name().isEmpty() ? "" : ":" + envelope.name());
    }
}

package dev.errata.cli.internal.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.model.Envelope;
import java.util.List;
import java.util.Optional;

/** The JSON Schema of an envelope as a part of a larger document. */
public final class EnvelopeSchema {

    private static final String REF = "$ref";

    private EnvelopeSchema() {}

    /**
     * Returns the schema of an envelope, whose references lead through the larger document.
     *
     * @param catalog the catalog of the envelope
     * @param envelope the envelope
     * @param place where the schema stands in the larger document, such as {@code #/anyOf/0}
     * @return the schema, empty if errors of this shape are not JSON
     */
    public static Optional<ObjectNode> of(Catalog catalog, Envelope envelope, String place) {
        return envelope.schema().map(ObjectNode.class::cast).map(schema -> {
            // The document says which dialect it uses.
            schema.remove("$schema");
            List<ObjectNode> references = schema.findParents(REF).stream()
                    .filter(parent -> parent.get(REF).isTextual())
                    .map(ObjectNode.class::cast)
                    .toList();
            if (references.stream().allMatch(parent -> isPointer(parent.get(REF).asText()))
                    && schema.findValue("$id") == null) {
                references.forEach(parent ->
                        parent.put(REF, place + parent.get(REF).asText().substring(1)));
                return schema;
            }
            // With an id, references by id or anchor begin at the schema instead of the whole document.
            return schema.has("$id") ? schema : schema.put("$id", id(catalog, envelope));
        });
    }

    private static boolean isPointer(String reference) {
        return reference.equals("#") || reference.startsWith("#/");
    }

    private static String id(Catalog catalog, Envelope envelope) {
        return "urn:errata:" + catalog.id() + (envelope.name().isEmpty() ? "" : ":" + envelope.name());
    }
}

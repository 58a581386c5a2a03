package dev.errata.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.model.Provenance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What somebody other than the author of a catalog took from its document. */
public record DocumentExtract(Catalog catalog, JsonNode json) {

    /** A scenario of the document; empty is what the document leaves open. */
    record ExpectedScenario(
            String id,
            int status,
            Optional<Provenance.Kind> statusProvenance,
            Optional<Provenance.Kind> codeProvenance,
            Optional<Provenance.Kind> bodyProvenance,
            boolean scriptedOnly) {}

    /** A body of the document and its heading. */
    public record DocumentedBody(String scenario, String heading, JsonNode body) {}

    public static Stream<DocumentExtract> all() {
        return Stream.of(Catalog.buena(), Catalog.databuddy())
                .map(catalog -> new DocumentExtract(catalog, read(catalog.id() + ".json")));
    }

    public List<DocumentedBody> bodies() {
        return list("bodies")
                .map(body -> new DocumentedBody(
                        body.path("scenario").asText(), body.path("heading").asText(), body.path("body")))
                .toList();
    }

    List<ExpectedScenario> scenarios() {
        return list("scenarios")
                .map(scenario -> new ExpectedScenario(
                        scenario.path("id").asText(),
                        scenario.path("status").asInt(),
                        provenance(scenario, "statusProvenance"),
                        provenance(scenario, "codeProvenance"),
                        provenance(scenario, "bodyProvenance"),
                        scenario.path("scriptedOnly").asBoolean()))
                .toList();
    }

    /** The facts of the document as a text, in words of our own: its headings, the statuses, and each body under its heading. */
    public String toMarkdown() {
        StringBuilder text = new StringBuilder(body(json.path("format")));
        list("statuses")
                .forEach(status -> text.append("\n| ").append(status.asInt()).append(" | a status |\n"));
        list("headings").map(JsonNode::asText).forEach(heading -> {
            text.append("\n## ").append(heading).append('\n');
            bodies().stream()
                    .filter(body -> body.heading().equals(heading))
                    .forEach(body -> text.append(body(body.body())));
        });
        return text.toString();
    }

    private static String body(JsonNode json) {
        return "\n```json\n" + json.toPrettyString() + "\n```\n";
    }

    private Stream<JsonNode> list(String name) {
        return StreamSupport.stream(json.path(name).spliterator(), false);
    }

    private static Optional<Provenance.Kind> provenance(JsonNode scenario, String name) {
        return Optional.of(scenario.path(name))
                .filter(JsonNode::isTextual)
                .map(kind -> Provenance.Kind.valueOf(kind.asText()));
    }

    private static JsonNode read(String file) {
        Path documents = Path.of(System.getProperty("basedir", ""), "../fixtures/src/test/resources/documents");
        try {
            return Json.read(Files.readString(documents.resolve(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return catalog.name();
    }
}

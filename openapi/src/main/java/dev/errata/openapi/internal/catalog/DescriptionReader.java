package dev.errata.openapi.internal.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errata.openapi.internal.catalog.Envelopes.Envelope;
import dev.errata.openapi.internal.schema.Schemas;
import dev.errata.openapi.internal.source.Documents;
import dev.errata.openapi.internal.source.Refusal;
import dev.errata.openapi.internal.source.Report;
import dev.errata.openapi.internal.source.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a description, and makes the files of a catalog. */
public final class DescriptionReader {

    private final Value root;
    private final Settings settings;
    private final Report report = new Report();

    private DescriptionReader(Value root, Settings settings) {
        this.root = root;
        this.settings = settings;
    }

    /**
     * What an import results in.
     *
     * @param files the files, {@code catalog.json} first; none if the description has no errors
     * @param report what is not imported, and where the description contradicts itself
     */
    public record Result(List<CatalogFile> files, Report report) {}

    /**
     * Reads a description.
     *
     * @param file the file
     * @param settings what the user decides
     * @return the files of the catalog
     * @throws Refusal if it cannot be read, or is not OpenAPI 3
     */
    public static Result read(Path file, Settings settings) {
        Value root = Documents.read(file);
        check(root);
        return new DescriptionReader(root, settings).read();
    }

    private static void check(Value root) {
        if (root.get("swagger").isPresent()) {
            throw new Refusal(
                    root.file(),
                    "/swagger",
                    "is a Swagger " + root.text("swagger")
                            + " description; convert it to OpenAPI 3 first, for example with: npx swagger2openapi "
                            + root.file());
        }
        String version = root.text("openapi");
        if (!version.startsWith("3.")) {
            throw new Refusal(
                    root.file(),
                    version.isEmpty() ? "" : "/openapi",
                    version.isEmpty()
                            ? "is not an OpenAPI description: the field \"openapi\" is missing"
                            : "is an OpenAPI " + version + " description; only 3.0 and 3.1 are supported");
        }
    }

    private Result read() {
        Schemas schemas = new Schemas(root.text("openapi").startsWith("3.0"), report);
        List<Operation> operations = Operations.of(root, settings, report);
        if (operations.isEmpty() && !settings.operations().isEmpty()) {
            throw new Refusal(
                    root.file(), "/paths", "has no operation that matches " + String.join(", ", settings.operations()));
        }
        List<Merged> scenarios =
                Merged.of(new AnswerReader(settings, schemas, new Headers(schemas, report), report).read(operations));
        if (scenarios.isEmpty()) {
            return new Result(List.of(), report);
        }
        Envelopes envelopes = new Envelopes(scenarios);
        List<NamedError> errors = errors(scenarios, envelopes);
        return new Result(
                new CatalogFiles(root, settings, report, schemas, operations, envelopes, errors).files(), report);
    }

    /**
     * An error and its scenarios by their ids.
     *
     * @param name the name
     * @param status the status
     * @param code the code, empty if it has none
     * @param envelope its envelope
     * @param scenarios the scenarios, the principal one first
     */
    record NamedError(
            String name, int status, Optional<JsonNode> code, Envelope envelope, Map<String, Merged> scenarios) {}

    /** What is one error. */
    private record Key(int status, String code, String envelope) {}

    private static List<NamedError> errors(List<Merged> scenarios, Envelopes envelopes) {
        Map<Key, List<Merged>> grouped = new LinkedHashMap<>();
        for (Merged scenario : scenarios) {
            String code = envelopes.code(scenario).map(JsonNode::toString).orElse("");
            grouped.computeIfAbsent(
                            new Key(
                                    scenario.answer().status(),
                                    code,
                                    envelopes.of(scenario).name()),
                            key -> new ArrayList<>())
                    .add(scenario);
        }
        List<Key> keys = new ArrayList<>(grouped.keySet());
        keys.sort(Comparator.comparingInt(Key::status)
                .thenComparing(key -> key.code().isEmpty())
                .thenComparing(Key::code)
                .thenComparing(Key::envelope));
        Names names = new Names();
        List<NamedError> errors = new ArrayList<>();
        for (Key key : keys) {
            List<Merged> members = new ArrayList<>(grouped.getOrDefault(key, List.of()));
            members.sort(Comparator.comparing((Merged member) -> member.answer().contradictory())
                    .thenComparing(member -> !member.answer().source().isDocumented())
                    .thenComparing(member -> -member.all().size()));
            Optional<JsonNode> code = envelopes.code(members.get(0));
            String name = names.error(key.status(), code, key.envelope());
            Map<String, Merged> named = new LinkedHashMap<>();
            for (Merged member : members) {
                named.put(names.scenario(name, named.isEmpty(), member.answer()), member);
            }
            errors.add(new NamedError(name, key.status(), code, envelopes.of(members.get(0)), named));
        }
        return errors;
    }
}

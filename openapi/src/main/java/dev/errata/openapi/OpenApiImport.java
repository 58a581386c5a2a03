package dev.errata.openapi;

import dev.errata.fixtures.internal.reading.ImportSeal;
import dev.errata.openapi.internal.catalog.DescriptionReader;
import dev.errata.openapi.internal.catalog.DescriptionReader.Result;
import dev.errata.openapi.internal.source.Refusal;
import dev.errata.openapi.internal.source.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apiguardian.api.API;

/**
 * The errors of an OpenAPI description, 3.0 or 3.1, as the files of a catalog.
 *
 * <pre>{@code
 * OpenApiImport imported = OpenApiImport.read(Path.of("api.yaml"));
 * imported.files().forEach(file -> System.out.println(file.name()));
 * imported.leftOut().forEach(System.out::println);
 * }</pre>
 *
 * <p>Each distinct answer, by status, code and body, is one scenario, however many operations return it. Bodies
 * that the description shows are taken word for word. Where it shows none, a body is made that satisfies the schema; the catalog
 * calls it inferred. The same description makes the same files each time.
 *
 * <p>Nothing is fetched from a network. References may lead to files beside the description.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class OpenApiImport {

    private final ImportSource source;
    private final List<ImportedFile> files;
    private final List<Notice> leftOut;
    private final List<Notice> contradictions;

    private OpenApiImport(ImportSource source, Result result) {
        this.source = source;
        this.files = result.files().stream()
                .map(file -> new ImportedFile(file.name(), file.content(), file.sources()))
                .toList();
        this.leftOut = notices(result.report().leftOut());
        this.contradictions = notices(result.report().contradictions());
    }

    private static List<Notice> notices(List<Report.Entry> entries) {
        return entries.stream()
                .map(entry -> new Notice(entry.place(), entry.text()))
                .toList();
    }

    /**
     * Reads a description.
     *
     * @param description the file, JSON or YAML
     * @return what it says about errors
     * @throws OpenApiException if it cannot be read, or is not OpenAPI 3
     */
    public static OpenApiImport read(Path description) {
        return read(description, ImportOptions.defaults());
    }

    /**
     * Reads a description.
     *
     * @param description the file, JSON or YAML
     * @param options what the user decides
     * @return what it says about errors
     * @throws OpenApiException if it cannot be read, or is not OpenAPI 3
     */
    public static OpenApiImport read(Path description, ImportOptions options) {
        try {
            Result result = DescriptionReader.read(description, options.settings());
            return new OpenApiImport(source(description, options), result);
        } catch (Refusal refusal) {
            throw new OpenApiException(refusal.file(), refusal.pointer(), refusal.reason(), refusal);
        }
    }

    private static ImportSource source(Path description, ImportOptions options) {
        String name = String.valueOf(description.getFileName());
        try {
            return new ImportSource(name, ImportSeal.hash(Files.readAllBytes(description)), options.named());
        } catch (IOException e) {
            throw new OpenApiException(name, "", "cannot be read: " + e.getMessage(), e);
        }
    }

    /** Returns what was imported, and how. */
    ImportSource source() {
        return source;
    }

    /**
     * Returns whether the description has no errors that could be imported.
     *
     * @return {@code true} if there are no files
     */
    public boolean isEmpty() {
        return files.isEmpty();
    }

    /**
     * Returns the files of the catalog.
     *
     * @return {@code catalog.json} first, then a file for each error; none if the description has no errors
     */
    public List<ImportedFile> files() {
        return files;
    }

    /**
     * Returns the parts that are not imported, with the reasons.
     *
     * @return a notice for each place, in the order of the description
     */
    public List<Notice> leftOut() {
        return leftOut;
    }

    /**
     * Returns the contradictions of the description: examples that break their schema, or show another status than that of their
     * answer. They are imported as they are.
     *
     * @return a notice for each contradiction
     */
    public List<Notice> contradictions() {
        return contradictions;
    }
}

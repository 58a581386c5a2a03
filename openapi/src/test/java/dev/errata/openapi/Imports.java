package dev.errata.openapi;

import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.internal.json.JsonTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Descriptions and catalogs in temporary folders. */
final class Imports {

    private Imports() {}

    /** Writes a description of OpenAPI 3.1 with the given paths and components. */
    static Path description(Path folder, String pathsAndComponents) {
        return file(folder, "api.yaml", """
                openapi: 3.1.0
                info: { title: Shop API, version: "1.2" }
                """ + pathsAndComponents);
    }

    static Path file(Path folder, String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the files of an import, and loads them. */
    static Catalog catalog(Path folder, OpenApiImport imported) {
        Path target = folder.resolve("catalog-" + System.nanoTime());
        imported.files().forEach(file -> file(target, file.name(), JsonTree.indented(file.content())));
        return Catalog.load(target);
    }
}

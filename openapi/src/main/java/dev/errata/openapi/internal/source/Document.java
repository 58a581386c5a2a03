package dev.errata.openapi.internal.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;

/** A file of a description. Two files are never equal, whatever they say. */
final class Document {

    private final Documents documents;
    private final Path path;
    private final String name;
    private final JsonNode json;

    /**
     * Makes a document.
     *
     * @param documents all files of the description
     * @param path the file
     * @param name the file as people know it: relative to the folder of the description
     * @param json what it says
     */
    Document(Documents documents, Path path, String name, JsonNode json) {
        this.documents = documents;
        this.path = path;
        this.name = name;
        this.json = json;
    }

    Documents documents() {
        return documents;
    }

    Path path() {
        return path;
    }

    String name() {
        return name;
    }

    JsonNode json() {
        return json;
    }

    /** Returns a place in this or another file, as it is told to people. */
    String place(String file, String pointer) {
        return file.equals(documents.name()) ? pointer : file + "#" + pointer;
    }

    String place(String pointer) {
        return place(name, pointer);
    }

    @Override
    public String toString() {
        return name;
    }
}

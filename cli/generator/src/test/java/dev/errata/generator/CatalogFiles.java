package dev.errata.generator;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A catalog in the making. */
final class CatalogFiles {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode catalog;

    private CatalogFiles(ObjectNode catalog) {
        this.catalog = catalog;
    }

    static CatalogFiles shop() {
        return new CatalogFiles(json("""
                {
                  "id": "shop",
                  "name": "Shop API",
                  "document": { "title": "Shop API: Errors", "read": "2026-11-22" },
                  "basePath": "/v1",
                  "envelope": {
                    "code": "/code",
                    "message": "/message",
                    "schema": { "type": "object", "required": ["message"] }
                  },
                  "endpoints": [
                    { "method": "GET", "path": "/orders", "response": { "status": 200, "documented": "Orders", "body": {} } }
                  ],
                  "errors": {}
                }
                """));
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    CatalogFiles id(String id) {
        catalog.put("id", id);
        return this;
    }

    CatalogFiles name(String name) {
        catalog.put("name", name);
        return this;
    }

    CatalogFiles title(String title) {
        catalog.withObject("/document").put("title", title);
        return this;
    }

    CatalogFiles extra(Map<String, String> places) {
        places.forEach(catalog.withObject("/envelope/extra")::put);
        return this;
    }

    /** Adds an error whose code is its name. */
    CatalogFiles error(String name, int status, String description) {
        return error(name, status, description, name, "Error codes");
    }

    CatalogFiles error(String name, int status, String description, String code, String source) {
        ObjectNode error = json("""
                {
                  "inferred": "Made up.",
                  "request": "GET /orders",
                  "response": { "body": { "message": "No" } }
                }
                """);
        error.put("description", description);
        error.set("status", JSON.createObjectNode().put("value", status).put("documented", source));
        error.put("code", code);
        ((ObjectNode) error.at("/response/body")).put("code", code);
        return error(name, error);
    }

    CatalogFiles error(String name, JsonNode error) {
        ((ObjectNode) catalog.get("errors")).set(name, error);
        return this;
    }

    CatalogFiles errorWithoutCode(String name, int status, String description) {
        error(name, status, description);
        ObjectNode error = (ObjectNode) catalog.get("errors").get(name);
        error.remove("code");
        ((ObjectNode) error.at("/response/body")).remove("code");
        return this;
    }

    Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        // Escaped, because half a character has no bytes.
        Files.writeString(
                folder.resolve("catalog.json"),
                JSON.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII).writeValueAsString(catalog));
        return folder;
    }
}

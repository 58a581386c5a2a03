package dev.errata.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.fixtures.internal.json.JsonTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** One HTML file that shows a tree of JSON, and needs nothing beside it: style sheet, script and data are in it. */
final class Page {

    private Page() {}

    static String html(String title, ObjectNode data) {
        return resource("page.html")
                .replace("{{title}}", title)
                .replace("{{style}}", resource("page.css"))
                .replace("{{script}}", resource("page.js"))
                .replace("{{data}}", JsonTree.text(data).replace("<", "\\u003c"));
    }

    private static String resource(String name) {
        try (InputStream file = Objects.requireNonNull(Page.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.errata.stub.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.errata.fixtures.Catalog;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The shop, whose error for one request too many has a documented header {@code Retry-After}, with a rate limit. */
public final class LimitedShop {

    private static final List<String> FILES = List.of(
            "catalog.json",
            "errors/out-of-stock.json",
            "errors/invalid-order.json",
            "errors/not-found.json",
            "errors/rate-limited.json",
            "errors/maintenance.json");

    private LimitedShop() {}

    /** Writes it into an empty folder, and reads it. */
    public static Catalog in(Path folder) {
        return in(folder, "documented");
    }

    /** The same, its rate limit as trustworthy as the provenance says. */
    public static Catalog in(Path folder, String provenance) {
        FILES.forEach(file -> {
            String text = text(file);
            if (file.equals("catalog.json")) {
                text = text.replaceFirst("\"errors\": \\[\"", """
                        "rateLimit": {
                          "scenario": "rate-limited",
                          "body": {"/detail": "Try again in {retryAfter} seconds.", "/retryAfter": "{retryAfter}"}
                        },
                        $0""");
            } else if (file.equals("errors/rate-limited.json")) {
                text = text.replaceFirst("(\"response\": \\{\\s*)\"documented\"", "$1\"" + provenance + "\"");
            }
            write(folder.resolve(file), text);
        });
        return Catalog.load(folder);
    }

    private static String text(String file) {
        try (InputStream in = LimitedShop.class.getResourceAsStream("/shop/" + file)) {
            return new String(Objects.requireNonNull(in, file).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

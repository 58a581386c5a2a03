package dev.errata.pacts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** APIs of one's own, as folders. */
final class TestApis {

    private static final Path SHOP = Path.of("src/test/resources/shop");

    private TestApis() {}

    /** The shop, with keys in {@code Authorization}. */
    static Path shopWithBearerTokens(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("errors"));
        Files.writeString(
                folder.resolve("catalog.json"),
                Files.readString(SHOP.resolve("catalog.json"))
                        .replaceFirst("\"basePath\"", "\"credentialHeaders\": [\"Authorization\"],\n  \"basePath\""));
        Files.writeString(
                folder.resolve("errors/OUT_OF_STOCK.json"),
                Files.readString(SHOP.resolve("errors/OUT_OF_STOCK.json"))
                        .replaceFirst(
                                "\"path\": \"/orders\"",
                                "\"path\": \"/orders\", \"headers\": { \"Authorization\": \"Bearer token-of-the-catalog\" }"));
        return folder;
    }
}

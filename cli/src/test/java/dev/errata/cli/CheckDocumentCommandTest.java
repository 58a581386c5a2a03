package dev.errata.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckDocumentCommandTest {

    @TempDir
    Path folder;

    private String shop;

    @BeforeEach
    void writeCatalog() throws IOException {
        shop = OwnCatalog.write(folder.resolve("shop")).toString();
    }

    /** What the document of the catalog says, but for one thing. */
    private String document(String code) throws IOException {
        return Files.writeString(folder.resolve("errors.md"), """
                        # Status codes
                        # Error codes
                        OUT_OF_STOCK (409)
                        %s (410)
                        # Orders
                        # Gone
                        {"code": "GONE", "message": "Gone"}
                        """.formatted(code))
                .toString();
    }

    @Test
    void catalogThatAgreesIsFine() throws IOException {
        String document = document("GONE");

        Cli run = Cli.run("check-document", "--catalog", shop, document);

        assertThat(run.out())
                .isEqualToNormalizingNewlines(
                        document + " agrees with the Shop API; it has 1 JSON body, 2 codes and 2 statuses\n");
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void differencesAreListedWithTheirLines() throws IOException {
        String document = document("SOLD");

        Cli run = Cli.run("check-document", "--catalog=" + shop, document);

        assertThat(run.out())
                .startsWith(document + ":4: the catalog lacks the code SOLD\n")
                .contains("has 1 difference from the Shop API");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void builtInApiIsNamed() throws IOException {
        Cli run = Cli.run("check-document", "databuddy", document("GONE"));

        assertThat(run.out()).contains("the catalog lacks the code GONE", "the text lacks the code AUTH_REQUIRED");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void wrongUseIsOneLine() throws IOException {
        String document = document("GONE");
        Path latin = folder.resolve("latin.txt");
        Files.write(latin, "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));

        assertMisused("API FILE", "check-document");
        assertMisused("Expected the API and the file", "check-document", "buena");
        assertMisused("Expected the API and the file", "check-document", "buena", document, "--catalog", shop);
        assertMisused("Did you mean \"buena\"?", "check-document", "bueno", document);
        assertMisused(
                "nowhere: it does not exist",
                "check-document",
                "buena",
                folder.resolve("nowhere").toString());
        assertMisused("it is not a readable file", "check-document", "buena", folder.toString());
        assertMisused("it is not encoded in UTF-8", "check-document", "buena", latin.toString());
    }

    private static void assertMisused(String reason, String... arguments) {
        Cli run = Cli.run(arguments);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(reason).hasLineCount(1);
        assertThat(run.out()).isEmpty();
    }
}

package dev.errata.report.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.errata.fixtures.Catalog;
import dev.errata.report.DocumentExtract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentCheckTest {

    private static final String DOCUMENT = """
            # Errors of the shop

            All errors look alike:

            ```json
            { "code": "ERROR_CODE", "message": "What went wrong", "item": "What it is about" }
            ```

            ## Statuses

            | Status | Meaning |
            | ------ | ------- |
            | 201    | The order was made |
            | 404    | There is no such order |
            | `409`  | Nothing is left |

            ## Codes

            ### OUT_OF_STOCK (409)

            ```json
            {
              "code": "OUT_OF_STOCK",
              "message": "Nothing is left",
              "item": "shirt" // which one
            }
            ```

            ### GONE (404)

            The header `X-Shop-Trace` helps us to find out why.

            ```js
            const order = await getOrder(7);
            // {
            //   "code": "GONE",
            //   "message": "No such order"
            // }
            switch (order.code) {
              case 'GONE':
                break;
            }
            ```
            """;

    @TempDir
    Path folder;

    private Catalog shop;

    @BeforeEach
    void writeCatalog() throws IOException {
        Files.writeString(folder.resolve("catalog.json"), """
                {
                  "id": "shop", "name": "Shop API", "document": {"title": "Errors of the shop", "read": "2026-11-27"},
                  "statuses": [
                    {"status": 201, "meaning": "Created", "documented": "Statuses"},
                    {"status": 404, "meaning": "Missing", "documented": "Statuses"}
                  ],
                  "headers": [{"name": "X-Shop-Trace", "value": "7", "documented": "GONE (404)"}],
                  "envelope": {
                    "code": "/code", "message": "/message",
                    "schema": {
                      "type": "object", "required": ["code", "message"],
                      "properties": {"code": {}, "message": {}, "item": {}}
                    }
                  },
                  "errors": {
                    "OUT_OF_STOCK": {
                      "description": "Nothing is left", "status": 409, "code": "OUT_OF_STOCK",
                      "documented": "OUT_OF_STOCK (409)",
                      "request": "GET /items",
                      "response": {"body": {"code": "OUT_OF_STOCK", "message": "Nothing is left", "item": "shirt"}}
                    },
                    "GONE": {
                      "description": "No such order", "status": 404, "code": "GONE", "documented": "GONE (404)",
                      "request": "GET /orders/7",
                      "response": {"body": {"code": "GONE", "message": "No such order"}}
                    }
                  }
                }
                """);
        shop = Catalog.load(folder);
    }

    private List<String> differences(String text) {
        return DocumentCheck.of(shop, text).differences().stream()
                .map(Difference::toString)
                .toList();
    }

    @Test
    void catalogThatHasAllOfItsDocumentAgrees() {
        DocumentCheck check = DocumentCheck.of(shop, DOCUMENT);

        assertThat(check.differences()).isEmpty();
        assertThat(check.found()).isEqualTo("3 JSON bodies, 2 codes and 3 statuses");
    }

    static List<Arguments> changes() {
        return List.of(
                arguments(
                        "No such order\"",
                        "Order is gone\"",
                        "line 35: the body of the scenario gone differs: /message is \"Order is gone\" in the text, \"No such order\" in the catalog"),
                arguments(
                        "\"shirt\" //",
                        "\"shirt\", \"left\": 0 //",
                        "line 22: the body of the scenario out-of-stock differs: /left is 0 in the text, missing in the catalog"),
                arguments(
                        "\"item\": \"What it is about\"",
                        "\"trace\": \"7\"",
                        "line 6: the envelope of the catalog lacks the field \"trace\", which the format has"),
                arguments(
                        "\"message\": \"What went wrong\",",
                        "",
                        "line 6: the envelope of the catalog requires \"message\", which the format lacks"),
                arguments(
                        "case 'GONE':",
                        "case 'GONE': case 'SOLD_OUT':",
                        "line 40: the catalog lacks the code SOLD_OUT"),
                arguments(
                        "getOrder(7);",
                        "getOrder(7); if (order.code === \"SOLD_OUT\") return;",
                        "line 34: the catalog lacks the code SOLD_OUT"),
                arguments("## Codes", "### TOO_LATE (409)", "line 17: the catalog lacks the code TOO_LATE"),
                arguments("## Codes", "### CLOSED (409)", "line 17: the catalog lacks the code CLOSED"),
                arguments(
                        "OUT_OF_STOCK (409)",
                        "OUT_OF_STOCK (410)",
                        "line 19: the code OUT_OF_STOCK has the status 410 in the text, 409 in the catalog"),
                arguments("| `409`  |", "| 429 |", "line 15: the catalog lacks the status 429"),
                arguments("## Codes", "503 Service Unavailable", "line 17: the catalog lacks the status 503"),
                arguments("## Codes", "It answers HTTP 503.", "line 17: the catalog lacks the status 503"),
                arguments("| 201 ", "| 200 ", "the text lacks the status 201, which the catalog calls documented"),
                arguments(
                        "## Statuses",
                        "## Status codes",
                        "the text lacks the heading \"Statuses\", which the catalog names as the source of the status 201"),
                arguments(
                        "X-Shop-Trace",
                        "X-Trace",
                        "the text lacks the header X-Shop-Trace, which the catalog calls documented"),
                arguments(
                        "// }",
                        "//",
                        "the text lacks the body of the scenario gone, which the catalog calls documented"),
                arguments("## Codes", "{\"id\": 7}", "line 17: the catalog lacks the body {\"id\":7}"),
                arguments("## Codes", "Or `{\"code\": \"LATE\"}`.", "line 17: the catalog lacks the code LATE"),
                arguments(
                        "## Codes",
                        "Or `{\"code\": \"LATE\"}`.",
                        "line 17: the catalog lacks the body {\"code\":\"LATE\"}"));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void changeOfTheDocumentIsFound(String before, String after, String difference) {
        assertThat(DOCUMENT).contains(before);

        assertThat(differences(DOCUMENT.replace(before, after))).contains(difference);
    }

    @Test
    void codeThatIsGoneIsFound() {
        assertThat(differences(DOCUMENT.replace("GONE", "MOVED")))
                .contains(
                        "line 29: the catalog lacks the code MOVED",
                        "the text lacks the code GONE, which the catalog calls documented",
                        "the text lacks the heading \"GONE (404)\", which the catalog names as the source of the header X-Shop-Trace");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "We serve 500 customers in 404 towns; 429 of them twice, 99.5% of the time, at 503 ms.",
                "Set `SHOP_API_KEY` first:\n\nexport SHOP_API_KEY=shop_1\n",
                "IMPORTANT\n\nWARNING: do not retry.\n\nOK\n",
                "headers: {\n  \"x-api-key\": key,\n  \"Content-Type\": \"application/json\"\n},",
                "const options = {};\nconst none = [];\nconst two = [{ a: 1 }];",
                "client.setHeaders({\"x-api-key\": \"key\"});",
                "switch (request.method) {\n  case 'DELETE':\n  case 'ORDER_NOW':\n}",
                "interface OrderError {\n  code: string;\n  message: string;\n}",
                "| 'SUMMER'\n| 'WINTER'",
                "### Overview\n\n### Lists (2)",
                "[1, 2, 3]\n\n{}\n\n{ not JSON }"
            })
    void whatIsNoErrorIsNoDifference(String more) {
        assertThat(differences(DOCUMENT + "\n" + more)).isEmpty();
    }

    @Test
    void lineEndsAndByteOrderMarksDoNotMatter() {
        assertThat(differences("\ufeff" + DOCUMENT.replace("\n", "\r\n"))).isEmpty();
        assertThat(differences(DOCUMENT.replace("No such", "Such").replace("\n", "\r\n")))
                .singleElement()
                .asString()
                .startsWith("line 35: ");
    }

    @Test
    void otherDocumentHasNothingOfTheCatalog() {
        assertThat(DocumentCheck.of(shop, "# Something else").differences())
                .hasSizeGreaterThan(5)
                .extracting(Difference::kind)
                .containsOnly(Difference.Kind.GONE);
    }

    @Test
    void numbersAndPlacesOfCodesMayDiffer() throws IOException {
        Files.writeString(folder.resolve("catalog.json"), """
                {
                  "id": "shop", "name": "Shop API", "document": {"title": "Errors", "read": "2026-11-27"},
                  "envelope": {"code": "/errors/0/number", "schema": {"type": "object"}},
                  "errors": {
                    "TWENTY": {
                      "description": "Twenty", "status": 404, "code": 20404, "documented": "20404",
                      "request": "GET /orders/7", "response": {"body": {"errors": [{"number": 20404}]}}
                    }
                  }
                }
                """);
        shop = Catalog.load(folder);

        assertThat(differences("20404\n\nHTTP 404\n\n{\"errors\": [{\"number\": 20404}]}"))
                .isEmpty();
        assertThat(differences("20404\n\nHTTP 404\n\n{\"errors\": [{\"number\": 20405}]}"))
                .contains("line 5: the catalog lacks the code 20405");
    }

    @Test
    void noTextTakesLong() {
        String deep = "{\"a\":".repeat(2_000) + "[{".repeat(2_000) + "| 'A'\n".repeat(2_000);

        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> differences(DOCUMENT + deep));
    }

    @ParameterizedTest
    @MethodSource("dev.errata.report.DocumentExtract#all")
    void builtInCatalogsAgreeWithTheFactsOfTheirDocuments(DocumentExtract document) {
        assertThat(DocumentCheck.of(document.catalog(), document.toMarkdown()).differences())
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.errata.report.DocumentExtract#all")
    void factsOfTheDocumentsWouldShowThatACatalogHasLeftThem(DocumentExtract document) {
        String heading = document.bodies().get(0).heading();
        Catalog other = document.catalog() == Catalog.buena() ? Catalog.databuddy() : Catalog.buena();

        assertThat(DocumentCheck.of(document.catalog(), document.toMarkdown().replace("# " + heading, "# Other"))
                        .differences())
                .extracting(Difference::kind)
                .contains(Difference.Kind.GONE);
        assertThat(DocumentCheck.of(
                                document.catalog(),
                                document.toMarkdown() + "\n```json\n{\"error\": true, \"code\": \"TEAPOT\"}\n```\n")
                        .differences())
                .extracting(Difference::kind)
                .contains(Difference.Kind.MISSING);
        assertThat(DocumentCheck.of(other, document.toMarkdown()).differences()).hasSizeGreaterThan(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"buena", "databuddy"})
    @EnabledIfSystemProperty(
            named = "errata.documents",
            matches = ".+",
            disabledReason = "needs the folder of the documents")
    void builtInCatalogsAgreeWithTheirDocuments(String api) throws IOException {
        Path document = Path.of(System.getProperty("errata.documents"), api + "-errors.txt");

        assertThat(DocumentCheck.of(Catalog.builtIn(api), Files.readString(document))
                        .differences())
                .isEmpty();
    }
}

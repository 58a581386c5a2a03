package dev.errata.pacts.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.fixtures.Catalog;
import dev.errata.stub.http.HeaderField;
import dev.errata.stub.http.StubRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No credential of a client gets into a pact; those of the example take their places, and all else stays as it was sent. */
class ExampleCredentialsTest {

    private static final String FORM = "application/x-www-form-urlencoded";

    @TempDir
    Path folder;

    private Catalog api;

    @BeforeEach
    void loadCatalog() throws IOException {
        Files.writeString(folder.resolve("catalog.json"), """
                {
                  "id": "safe", "name": "Safe", "document": {"title": "Errors", "read": "2026-01-31"},
                  "credentialHeaders": ["X-Key"],
                  "envelope": {"schema": {}},
                  "errors": {
                    "QUERY": {"description": "Any.", "status": 400, "inferred": "Any.", "response": {},
                      "request": "GET /a?password=of+the+example&page=1"},
                    "FORM": {"description": "Any.", "status": 401, "inferred": "Any.", "response": {},
                      "request": {"method": "POST", "path": "/a", "form": {"password": "of-the-form", "page": "1"}}},
                    "JSON": {"description": "Any.", "status": 403, "inferred": "Any.", "response": {},
                      "request": {"method": "POST", "path": "/a", "headers": {"Accept": "*/*", "X-Key": "Bearer example-key"},
                                  "body": {"login": {"password": "of-the-json"}, "secrets": ["s-1", "s-2"]}}}}}
                """);
        api = Catalog.load(folder);
    }

    private StubRequest replaced(String scenario, StubRequest request) {
        return ExampleCredentials.replacedIn(request, api.scenario(scenario));
    }

    private String body(String scenario, String type, String body) {
        StubRequest request =
                new StubRequest("POST", "/a", List.of(new HeaderField("Content-Type", type)), body.getBytes(UTF_8));
        return new String(replaced(scenario, request).body(), UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "query, /a?password=mine&page=2, /a?password=of+the+example&page=2",
        "query, /a?secret=mine%2B2&page=2, /a?secret=***&page=2",
        "query, /a?page=m%69ne&password=mine, /a?page=***&password=of+the+example",
        "query, /a?password=&password&page=2, /a?password=&password&page=2",
        "query, /mine/a?password=mine, /***/a?password=of+the+example",
        "query, /a, /a",
        "json, /a?token=mine, /a?token=example-key",
    })
    void inQueries(String scenario, String sent, String shown) {
        assertThat(replaced(scenario, new StubRequest("GET", sent, List.of(), new byte[0]))
                        .target())
                .isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "form, password=mine&page=2, password=of-the-form&page=2",
        "form, secret=mine&page=mine, secret=***&page=***",
        "json, secret=mine, secret=example-key",
    })
    void inForms(String scenario, String sent, String shown) {
        assertThat(body(scenario, FORM, sent)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"login":{"password":"mine"},"note":"mine"}   | {"login":{"password":"of-the-json"},"note":"***"}
            {"secrets":["mine",12345,true,null],"n":12345} | {"secrets":["s-1",0,true,null],"n":0}
            {"token":{"value":"mine"},"mine":1}           | {"token":{"value":"example-key"},"***":1}
            {"password":"","page":2}                      | {"password":"","page":2}
            { "page" : 2.0 }                              | { "page" : 2.0 }
            """)
    void inJson(String sent, String shown) {
        assertThat(body("json", "application/json", sent)).isEqualTo(shown);
    }

    @Test
    void inOtherTexts() {
        assertThat(body("json", "text/plain", "password=mine-1234 and mine-1234"))
                .isEqualTo("password=*** and ***");
    }

    @Test
    void inHeaders() {
        List<HeaderField> sent = List.of(
                new HeaderField("X-Key", "Bearer mine-1234"),
                new HeaderField("X-Echo", "mine-1234"),
                new HeaderField("Cookie", "id=mine"),
                new HeaderField("Accept", "a/b"));

        assertThat(replaced("json", new StubRequest("GET", "/a", sent, new byte[0]))
                        .headers())
                .containsExactly(
                        new HeaderField("X-Key", "Bearer example-key"),
                        new HeaderField("X-Echo", "***"),
                        new HeaderField("Cookie", "***"),
                        new HeaderField("Accept", "a/b"));
        assertThat(replaced("form", new StubRequest("GET", "/a", sent, new byte[0]))
                        .headers())
                .as("the example has no key")
                .extracting(HeaderField::name)
                .containsExactly("X-Echo", "Cookie", "Accept");
    }
}

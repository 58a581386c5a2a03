package dev.errata.stub.answers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.errata.fixtures.BuenaTestData;
import dev.errata.fixtures.DatabuddyTestData;
import dev.errata.stub.BuenaServer;
import dev.errata.stub.DatabuddyServer;
import dev.errata.stub.StubServer;
import dev.errata.stub.support.Http;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Servers answer as the documents say. What they say is read from an extract of its own, not from the catalogs. */
class DocumentsTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final BuenaServer BUENA = BuenaServer.start();
    private static final DatabuddyServer DATABUDDY = DatabuddyServer.start();

    @AfterAll
    static void close() {
        BUENA.close();
        DATABUDDY.close();
    }

    @TestFactory
    Stream<DynamicTest> servesEveryDocumentedBody() {
        return Stream.concat(bodies("buena", BUENA), bodies("databuddy", DATABUDDY));
    }

    @TestFactory
    Stream<DynamicTest> answersEveryTrigger() {
        return exchanges("triggers");
    }

    @TestFactory
    Stream<DynamicTest> succeedsWhereNothingFails() {
        return exchanges("successes");
    }

    private static Stream<DynamicTest> exchanges(String kind) {
        return Stream.concat(
                exchanges("buena", kind, BUENA, BuenaTestData.class),
                exchanges("databuddy", kind, DATABUDDY, DatabuddyTestData.class));
    }

    private static Stream<DynamicTest> bodies(String api, StubServer<?> server) {
        return elements(extract(api).get("bodies")).map(documented -> {
            String scenario = documented.get("scenario").asText();
            return DynamicTest.dynamicTest(scenario, () -> {
                HttpResponse<String> response = Http.get(server.baseUrl(scenario), "/any/path?at=all");
                assertThat(response.statusCode())
                        .isEqualTo(documented.get("status").asInt());
                assertThat(Http.json(response.body())).isEqualTo(documented.get("body"));
            });
        });
    }

    private static Stream<DynamicTest> exchanges(String api, String kind, StubServer<?> server, Class<?> testData) {
        Map<String, String> published = constants(testData);
        return elements(extract(api).get(kind))
                .map(exchange -> fill(exchange, published))
                .map(exchange -> DynamicTest.dynamicTest(
                        exchange.path("scenario").asText("") + ": "
                                + exchange.path("why").asText(),
                        () -> assertAnswer(exchange.get("answer"), send(server, exchange.get("request")), exchange)));
    }

    private static HttpResponse<String> send(StubServer<?> server, JsonNode request) {
        Map<String, String> headers = new HashMap<>(Map.of("Content-Type", "application/json"));
        request.path("headers")
                .properties()
                .forEach(h -> headers.put(h.getKey(), h.getValue().asText()));
        return Http.send(
                request.get("method").asText(),
                URI.create(server.baseUrl() + request.get("path").asText()),
                headers,
                request.has("body") ? request.get("body").toString() : "");
    }

    private static void assertAnswer(JsonNode expected, HttpResponse<String> response, JsonNode exchange)
            throws IOException {
        String context = exchange.get("request") + "\n" + response.statusCode() + " " + response.body();
        assertThat(response.statusCode())
                .as(context)
                .isEqualTo(expected.get("status").asInt());
        if (expected.path("empty").asBoolean()) {
            assertThat(response.body()).as(context).isEmpty();
            return;
        }
        JsonNode body = Http.json(response.body());
        if (expected.has("body")) {
            assertThat(body).as(context).isEqualTo(expected.get("body"));
        }
        assertContains(body, expected.path("contains"), context);
        expected.path("present")
                .forEach(at -> assertThat(body.at(at.asText()).isMissingNode())
                        .as(context + at)
                        .isFalse());
        expected.path("absent")
                .forEach(at -> assertThat(body.at(at.asText()).isMissingNode())
                        .as(context + at)
                        .isTrue());
    }

    private static void assertContains(JsonNode actual, JsonNode part, String context) {
        part.properties().forEach(field -> {
            JsonNode value = actual.path(field.getKey());
            if (field.getValue().isObject()) {
                assertContains(value, field.getValue(), context);
            } else {
                assertThat(value).as(context + "\n" + field.getKey()).isEqualTo(field.getValue());
            }
        });
    }

    private static JsonNode extract(String api) {
        Path documents = Path.of(System.getProperty("basedir", ""), "../fixtures/src/test/resources/documents");
        try {
            return MAPPER.readTree(Files.readString(documents.resolve(api + ".json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode fill(JsonNode exchange, Map<String, String> published) {
        String text = exchange.toString();
        for (Map.Entry<String, String> constant : published.entrySet()) {
            text = text.replace("${" + constant.getKey() + "}", constant.getValue());
        }
        assertThat(text).doesNotContain("${");
        return Http.json(text);
    }

    private static Map<String, String> constants(Class<?> type) {
        Map<String, String> constants = new HashMap<>();
        for (Field field : type.getFields()) {
            try {
                constants.put(field.getName(), (String) field.get(null));
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
        return constants;
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}

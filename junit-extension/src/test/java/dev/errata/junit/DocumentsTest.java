package dev.errata.junit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.errata.fixtures.BuenaTestData;
import dev.errata.fixtures.DatabuddyTestData;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Servers answer as the documents say. What they say is read from an extract of its own, not from the catalogs. */
@ExtendWith({BuenaStubs.class, DatabuddyStubs.class})
class DocumentsTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TestFactory
    Stream<DynamicTest> buenaServesEveryDocumentedBody(BuenaServer buena) {
        return bodies("buena", buena);
    }

    @TestFactory
    Stream<DynamicTest> databuddyServesEveryDocumentedBody(DatabuddyServer databuddy) {
        return bodies("databuddy", databuddy);
    }

    @TestFactory
    Stream<DynamicTest> buenaAnswersEveryTrigger(BuenaServer buena) {
        return exchanges("buena", "triggers", buena, BuenaTestData.class);
    }

    @TestFactory
    Stream<DynamicTest> databuddyAnswersEveryTrigger(DatabuddyServer databuddy) {
        return exchanges("databuddy", "triggers", databuddy, DatabuddyTestData.class);
    }

    @TestFactory
    Stream<DynamicTest> buenaSucceedsWhereNothingFails(BuenaServer buena) {
        return exchanges("buena", "successes", buena, BuenaTestData.class);
    }

    @TestFactory
    Stream<DynamicTest> databuddySucceedsWhereNothingFails(DatabuddyServer databuddy) {
        return exchanges("databuddy", "successes", databuddy, DatabuddyTestData.class);
    }

    private static Stream<DynamicTest> bodies(String api, StubServer server) {
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

    private static Stream<DynamicTest> exchanges(String api, String kind, StubServer server, Class<?> testData) {
        Map<String, String> published = constants(testData);
        return elements(extract(api).get(kind))
                .map(exchange -> fill(exchange, published))
                .map(exchange -> DynamicTest.dynamicTest(
                        exchange.path("scenario").asText("") + ": "
                                + exchange.path("why").asText(),
                        () -> assertAnswer(exchange.get("answer"), send(server, exchange.get("request")), exchange)));
    }

    private static HttpResponse<String> send(StubServer server, JsonNode request) {
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
        try (InputStream in = DocumentsTest.class.getResourceAsStream("/documents/" + api + ".json")) {
            return MAPPER.readTree(Objects.requireNonNull(in));
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

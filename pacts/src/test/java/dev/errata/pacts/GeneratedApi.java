package dev.errata.pacts;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.model.RequestExample;
import dev.errata.fixtures.model.UrlEncoded;
import dev.errata.fixtures.traffic.Exchange;
import dev.errata.fixtures.traffic.Traffic;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.assertj.core.api.SoftAssertions;

/** An API with errors of all shapes that catalogs allow. The text of its catalog is generated, so that all notations occur. */
public final class GeneratedApi {

    private static final List<String> NAMES = List.of(
            "a",
            "b",
            "it's",
            "\"",
            "$",
            "a.b",
            "[",
            "[*]",
            "*",
            "a b",
            "\u00e9",
            "\ud83d\ude00",
            "",
            "\\",
            "0",
            "'",
            "@id",
            "a\tb",
            "~/");

    private static final List<String> NUMBERS = List.of(
            "0",
            "7",
            "-3",
            "-0",
            "-0.0",
            "1E+2",
            "1e2",
            "100.0",
            "10.50",
            "13.4",
            "9007199254740993",
            "12345678901234567890",
            "0.1e-7",
            "1e400");

    private static final List<String> TEXTS = List.of(
            "",
            "a",
            "it's \"quoted\" \\ $1 [x] {y}",
            "\u00e9\ud83d\ude00",
            "a\nb\r\n\tc",
            "2024-01-20T15:30:00Z",
            "<a>&amp;</a>",
            "%41+b");

    private static final List<String> JSON_TYPES = List.of(
            "application/json",
            "application/json; charset=utf-8",
            "application/problem+json",
            "application/vnd.api+json",
            "application/x-amz-json-1.1",
            "text/json",
            "text/plain",
            "application/x-ndjson");

    private static final List<String> TEXT_TYPES = List.of(
            "text/plain",
            "text/html; charset=utf-8",
            "text/csv",
            "application/json",
            "application/x-ndjson",
            "application/xml",
            "text/xml",
            "image/svg+xml",
            "application/atom+xml",
            "application/x-www-form-urlencoded",
            "application/octet-stream",
            "application/javascript",
            "application/grpc",
            "multipart/form-data; boundary=b");

    private static final List<String> BODIES = List.of(
            "code=A1;",
            "{\"a\": 1}",
            "{\"a\": 1}\n{\"a\": 2}\n",
            "{",
            "\ufeff{\"a\": 1}",
            "a=b&c=d+e%20f&a=g",
            "<e><c>A1</c><d a=\"1\">\u00e9</d><d/></e>",
            "<?xml version=\"1.0\"?>\n<e xmlns=\"urn:x\"><!-- c --><it-s>1 &lt; 2</it-s>text</e>",
            "<e>",
            "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n--b--\r\n",
            "a,b\r\n\"c \u00e9\",d");

    private static final List<String> SEGMENTS = List.of(
            "a", "7", "a%2Fb", "a%20b", "a+b", "%C3%A9", "a'b", "(a)", "a;b=c", "%2B", "%25", "~a", "", "a:b@c", "!$&,",
            "%7B%7D", "*", "%FF");

    private static final List<String> QUERIES = List.of(
            "",
            "?",
            "?a=1",
            "?a=1&a=2&b=3&a=4",
            "?a",
            "?a=",
            "?=a",
            "?it%27s=%22",
            "?a=b+c",
            "?a=b%20c%2Bd",
            "?%C3%A9=%F0%9F%98%80",
            "?a[b]=c",
            "?a=b=c",
            "?q=a%26b",
            "?a.b=1&$=2",
            "?a=%FF",
            "?a?b",
            "?%22=1",
            "?a=%");

    private static final List<String> METHODS =
            List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "PURGE");

    private static final List<String> CHARSETS =
            List.of("", "; charset=UTF-8", "; charset=ISO-8859-1", "; charset=UTF-16", "; charset=x");

    /** Where the catalog is, and what else a test needs. */
    public static final Path FOLDER = Path.of("target/generated-api").toAbsolutePath();

    private static final ObjectMapper DOUBLES =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private GeneratedApi() {}

    /** Returns the texts of many errors, of which {@link #catalog} makes one. */
    public static Arbitrary<List<String>> errors(int size) {
        return error().list().ofSize(size);
    }

    /** Returns a catalog of errors. */
    public static Catalog catalog(List<String> errors) throws IOException {
        Files.createDirectories(FOLDER);
        Map<String, String> named = new LinkedHashMap<>();
        errors.forEach(error -> named.put("E" + (named.size() + 1), error));
        Files.writeString(FOLDER.resolve("catalog.json"), """
                {
                  "id": "generated",
                  "name": "Generated API",
                  "document": { "title": "Errors", "read": "2026-11-27" },
                  "basePath": "/v1",
                  "envelopes": {
                    "body": { "code": ["/code", "/it's/code", "/0/code"], "schema": {} },
                    "header": { "code": { "header": "X-Code", "pattern": "code=([A-Z0-9]+)" }, "schema": {} },
                    "challenge": { "code": { "header": "WWW-Authenticate", "pattern": "error=\\"([^\\"]*)\\"" } },
                    "text": { "code": { "pattern": "(A1)" }, "contentType": "text/plain" },
                    "none": { "schema": {} }
                  },
                  "errors": %s
                }""".formatted(object(named)));
        return Catalog.load(FOLDER);
    }

    /** Says what a scenario is, for failures. */
    public static String described(Scenario scenario) {
        return "%s %s %s %s: %s %s %s"
                .formatted(
                        scenario.id(),
                        scenario.request(),
                        scenario.request().headers(),
                        scenario.request().body().orElse(""),
                        scenario.status(),
                        scenario.answer().contentType(),
                        scenario.answer().body());
    }

    /** Asserts that the requests that were received are the examples of the scenarios that they ended in. */
    public static void assertSent(SoftAssertions softly, Traffic traffic) {
        traffic.exchanges().forEach(exchange -> {
            Scenario scenario = exchange.scenario().orElseThrow();
            RequestExample example = scenario.request();
            Exchange.Request sent = exchange.request();
            String url = scenario.error().catalog().basePath() + example.path();
            softly.assertThat(sent.method()).isEqualTo(example.method());
            softly.assertThat(path(sent.url())).isEqualTo(path(url));
            softly.assertThat(UrlEncoded.queryParameters(sent.url())).isEqualTo(UrlEncoded.queryParameters(url));
            example.headers()
                    .forEach((name, value) ->
                            softly.assertThat(sent.header(name)).contains(value));
            softly.assertThat(comparable(sent.body())).as(described(scenario)).isEqualTo(comparable(received(example)));
        });
        softly.assertThat(traffic.exchanges()).hasSizeGreaterThan(30);
    }

    private static String path(String url) {
        return url.replaceFirst("[?].*", "");
    }

    /** As the server reads any body. */
    private static String received(RequestExample example) {
        Matcher charset =
                Pattern.compile("charset=(.*)").matcher(example.contentType().orElse(""));
        boolean known = charset.find() && Charset.isSupported(charset.group(1));
        return new String(example.body().orElse("").getBytes(known ? Charset.forName(charset.group(1)) : UTF_8), UTF_8);
    }

    /** JSON may come in other notations, which mean the same. */
    private static Object comparable(String body) {
        try {
            return comparable(DOUBLES.readTree(body));
        } catch (IOException e) {
            return body;
        }
    }

    private static Object comparable(JsonNode json) {
        if (json.isObject()) {
            Map<String, Object> fields = new TreeMap<>();
            json.properties().forEach(field -> fields.put(field.getKey(), comparable(field.getValue())));
            return fields;
        }
        if (json.isArray()) {
            List<Object> elements = new ArrayList<>();
            json.forEach(element -> elements.add(comparable(element)));
            return elements;
        }
        return json.isNumber() ? (Object) (json.doubleValue() + 0.0) : json;
    }

    private static Arbitrary<String> error() {
        return Combinators.combine(Arbitraries.of(400, 404, 409, 418, 429, 500, 503, 599), request(), response())
                .as((status, request, response) -> object(
                        Map.of(
                                "description", quoted("Any."),
                                "status", String.valueOf(status),
                                "inferred", quoted("Generated."),
                                "request", request),
                        response));
    }

    private static String object(Map<String, String> fields, Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.putAll(more);
        return object(all);
    }

    private static Arbitrary<Map<String, String>> response() {
        Arbitrary<Map<String, String>> withCode = Combinators.combine(
                        code(), json(), Arbitraries.integers().between(0, 2), Arbitraries.of(JSON_TYPES))
                .as((code, rest, place, type) -> Map.of(
                        "envelope", quoted("body"),
                        "code", code,
                        "response",
                                "{ \"contentType\": %s, \"body\": %s }"
                                        .formatted(quoted(type), withCode(code, rest, place))));
        Arbitrary<Map<String, String>> inHeader = Combinators.combine(
                        json(), Arbitraries.of("code=A1", "code=A1; msg=\"x\"", "a, code=A1"))
                .as((body, value) -> Map.of(
                        "envelope", quoted("header"),
                        "code", quoted("A1"),
                        "response", "{ \"headers\": [%s], \"body\": %s }".formatted(header("X-Code", value), body)));
        Arbitrary<Map<String, String>> challenge = text().map(text -> Map.of(
                "envelope", quoted("challenge"),
                "code", quoted("invalid"),
                "response",
                        text.replace(
                                "{ ",
                                "{ \"headers\": ["
                                        + header("WWW-Authenticate", "Bearer realm=\"a\", error=\"invalid\", b=\"c\"")
                                        + "], ")));
        Arbitrary<Map<String, String>> empty =
                Arbitraries.of("{ }").map(none -> Map.of("envelope", quoted("none"), "response", none));
        Arbitrary<Map<String, String>> any = Combinators.combine(json(), Arbitraries.of(JSON_TYPES))
                .as((body, type) -> Map.of(
                        "envelope", quoted("none"),
                        "response", "{ \"contentType\": %s, \"body\": %s }".formatted(quoted(type), body)));
        Arbitrary<Map<String, String>> page =
                text().map(response -> Map.of("envelope", quoted("none"), "response", response));
        Arbitrary<Map<String, String>> inText = Arbitraries.of(
                        "text/plain", "text/html", "application/xml", "application/octet-stream")
                .map(type -> Map.of(
                        "envelope", quoted("text"),
                        "code", quoted("A1"),
                        "response", "{ \"contentType\": %s, \"text\": \"<e>A1</e>\" }".formatted(quoted(type))));
        return Arbitraries.frequencyOf(
                Tuple.of(6, withCode),
                Tuple.of(4, any),
                Tuple.of(2, inHeader),
                Tuple.of(1, challenge),
                Tuple.of(1, empty),
                Tuple.of(4, page),
                Tuple.of(1, inText));
    }

    private static String withCode(String code, String rest, int place) {
        return switch (place) {
            case 0 -> "{ \"a\": %s, \"code\": %s }".formatted(rest, code);
            case 1 -> "{ \"it's\": { \"code\": %s, \"b\": %s }, \"b\": %2$s }".formatted(code, rest);
            default -> "[{ \"code\": %s }, { \"code\": \"B\" }, %s]".formatted(code, rest);
        };
    }

    private static Arbitrary<String> code() {
        return Arbitraries.oneOf(
                Arbitraries.of("A1", "it's", "\u00e9", "a\"b\\c", "$^.*[0]").map(GeneratedApi::quoted),
                Arbitraries.of("7", "0", "-3", "12345678901234567890", "\"caf\\u00e9\""));
    }

    private static Arbitrary<String> text() {
        return Combinators.combine(Arbitraries.of(TEXT_TYPES), Arbitraries.of(BODIES))
                .as((type, body) -> "{ \"contentType\": %s, \"text\": %s }".formatted(quoted(type), quoted(body)));
    }

    private static Arbitrary<String> request() {
        Arbitrary<String> path =
                Arbitraries.of(SEGMENTS).list().ofMinSize(1).ofMaxSize(3).map(parts -> "/" + String.join("/", parts));
        Arbitrary<String> target = Combinators.combine(
                        path,
                        Arbitraries.frequencyOf(
                                Tuple.of(2, Arbitraries.just("")), Tuple.of(3, Arbitraries.of(QUERIES))))
                .as(String::concat);
        Arbitrary<String> json = Combinators.combine(json(), Arbitraries.of(JSON_TYPES))
                .as((body, type) ->
                        ", \"headers\": { \"Content-Type\": %s }, \"body\": %s".formatted(quoted(type), body));
        Arbitrary<String> form = Combinators.combine(Arbitraries.of(NAMES), Arbitraries.of(TEXTS))
                .as((name, value) -> ", \"form\": { %s: %s }".formatted(quoted(name), quoted(value)));
        Arbitrary<String> text = Combinators.combine(
                        Arbitraries.of(TEXT_TYPES), Arbitraries.of(CHARSETS), Arbitraries.of(BODIES))
                .as((type, charset, body) -> ", \"headers\": { \"Content-Type\": %s }, \"text\": %s"
                        .formatted(quoted(type.replaceFirst("; charset.*", "") + charset), quoted(body)));
        Arbitrary<String> bare = json().map(body -> ", \"body\": " + body);
        Arbitrary<String> body = Arbitraries.oneOf(Arbitraries.just(""), json, form, text, bare);
        return Combinators.combine(Arbitraries.of(METHODS), target, body)
                .as((method, url, rest) ->
                        "{ \"method\": %s, \"path\": %s%s }".formatted(quoted(method), quoted(url), rest));
    }

    private static Arbitrary<String> json() {
        Arbitrary<String> leaf = Arbitraries.oneOf(
                Arbitraries.of(NUMBERS),
                Arbitraries.of(TEXTS).map(GeneratedApi::quoted),
                Arbitraries.of("true", "null", "{}", "[]", "\"\\u00e9\\/\"", "\"\\ud800\""));
        return Arbitraries.recursive(() -> leaf, GeneratedApi::container, 0, 3);
    }

    private static Arbitrary<String> container(Arbitrary<String> element) {
        Arbitrary<String> name = Arbitraries.of(NAMES);
        return Arbitraries.oneOf(
                element.list().ofMinSize(1).ofMaxSize(3).map(elements -> "[" + String.join(", ", elements) + "]"),
                Arbitraries.maps(name, element).ofMinSize(1).ofMaxSize(4).map(GeneratedApi::object));
    }

    private static String header(String name, String value) {
        return "{ \"name\": %s, \"value\": %s }".formatted(quoted(name), quoted(value));
    }

    private static String object(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> quoted(field.getKey()) + ": " + field.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String quoted(String text) {
        return TextNode.valueOf(text).toString();
    }
}

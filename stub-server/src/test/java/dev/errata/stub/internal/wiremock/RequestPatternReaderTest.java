package dev.errata.stub.internal.wiremock;

import static dev.errata.stub.internal.wiremock.Requests.ROOT;
import static dev.errata.stub.internal.wiremock.Requests.request;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.common.Json;
import com.github.tomakehurst.wiremock.matching.RequestPattern;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.model.RequestExample;
import dev.errata.stub.http.HeaderField;
import dev.errata.stub.http.StubRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The reader reads what WireMock's own reader reads, to the same pattern. What is not valid is refused before. */
class RequestPatternReaderTest {

    private static final List<Catalog> BUILT_IN = List.of(Catalog.buena(), Catalog.databuddy());

    static Stream<String> triggers() {
        return BUILT_IN.stream()
                .flatMap(catalog -> catalog.scenarios().stream())
                .flatMap(scenario -> scenario.trigger().stream())
                .flatMap(trigger -> trigger.requests().stream())
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("triggers")
    void triggerOfABuiltInCatalogIsReadAsWireMockReadsIt(String json) {
        List<StubRequest> requests = examples();

        assertThat(requests).hasSizeGreaterThan(50);
        assertSame(json, requests);
    }

    /** The example of each scenario, with the keys of all, and with bodies that lack something. */
    private static List<StubRequest> examples() {
        List<StubRequest> requests = new ArrayList<>();
        for (Catalog catalog : BUILT_IN) {
            catalog.scenarios().forEach(scenario -> {
                RequestExample example = scenario.request();
                List<HeaderField> headers = new ArrayList<>();
                example.headers().forEach((name, value) -> headers.add(new HeaderField(name, value)));
                byte[] body = example.body().map(text -> text.getBytes(UTF_8)).orElseGet(() -> new byte[0]);
                requests.add(new StubRequest(example.method(), example.path(), headers, body));
                requests.add(new StubRequest(example.method(), example.path(), List.of(), body));
                requests.add(new StubRequest("POST", example.path(), headers, "{\"parameters\": []}".getBytes(UTF_8)));
            });
        }
        return requests;
    }

    /** A matcher, a request that fits, and one that does not. */
    static Stream<Arguments> matchers() {
        return Stream.of(
                arguments("{}", "POST /a", null),
                arguments("{'method': 'POST'}", "POST /a", "GET /a"),
                arguments("{'method': 'ANY'}", "FOO /a", null),
                arguments("{'method': 'GET_OR_HEAD'}", "HEAD /a", "POST /a"),
                arguments("{'url': '/a?b=c'}", "/a?b=c", "/a"),
                arguments("{'urlPattern': '/a.b=[c-d]'}", "/a?b=d", "/a?b=e"),
                arguments("{'urlPath': '/a'}", "/a?b=c", "/a/"),
                arguments("{'urlPathPattern': '/a+'}", "/aaa?b=c", "/b"),
                arguments("{'urlPathTemplate': '/a/{b}/c'}", "/a/x/c?d", "/a/x/y/c"),
                arguments(
                        "{'urlPathTemplate': '/a/{b}', 'pathParameters': {'b': {'matches': '[0-9]+'}}}",
                        "/a/12",
                        "/a/x"),
                arguments("{'scheme': 'http'}", "/a", null),
                arguments("{'scheme': 'https'}", null, "/a"),
                arguments("{'host': {'equalTo': '127.0.0.1'}}", "/a", "/a\nHost: example.com"),
                arguments("{'port': 43215}", "/a", "/a\nHost: 127.0.0.1:8080"),
                arguments("{'queryParameters': {'q': {'equalTo': 'a b'}}}", "/a?q=a%20b", "/a?q=ab"),
                arguments("{'queryParameters': {'q': {'equalTo': '2'}}}", "/a?q=1&q=2", "/a?q=1&q=3"),
                arguments("{'queryParameters': {'q': {'absent': true}}}", "/a", "/a?q"),
                arguments(
                        "{'queryParameters': {'q': {'hasExactly': [{'equalTo': '1'}, {'contains': '2'}]}}}",
                        "/a?q=1&q=32",
                        "/a?q=1&q=32&q=3"),
                arguments(
                        "{'queryParameters': {'q': {'includes': [{'equalTo': '1'}, {'contains': '2'}]}}}",
                        "/a?q=1&q=32&q=3",
                        "/a?q=1"),
                arguments(
                        "{'formParameters': {'q': {'equalTo': 'a b'}, 'r': {'includes': [{'equalTo': '1'}]}}}",
                        "POST /a\nContent-Type: application/x-www-form-urlencoded\n\nq=a+b&r=1&r=2",
                        "POST /a\n\nq=a+b&r=1&r=2"),
                arguments("{'headers': {'X-A': {'equalTo': 'b'}}}", "/a\nx-a: c\nx-a: b", "/a\nx-a: B"),
                arguments("{'headers': {'X-A': {'equalTo': 'b', 'caseInsensitive': true}}}", "/a\nx-a: B", "/a"),
                arguments(
                        "{'headers': {'X-A': {'equalTo': 'b', 'caseInsensitive': false}}}", "/a\nx-a: b", "/a\nx-a: B"),
                arguments("{'headers': {'X-A': {'contains': ''}}}", "/a\nx-a: b", "/a"),
                arguments("{'headers': {'X-A': {'matches': '.*'}}}", "/a\nx-a: b", "/a"),
                arguments(
                        "{'headers': {'X-A': {'equalTo': 'b'}, 'X-B': {'equalTo': 'c'}}}",
                        "/a\nx-a: b\nx-b: c",
                        "/a\nx-a: b"),
                arguments(
                        "{'headers': {'Authorization': {'equalTo': 'b'}}, 'basicAuth': {'username': 'user', 'password': 'pass'}}",
                        "/a\nAuthorization: Basic dXNlcjpwYXNz",
                        "/a\nAuthorization: Basic dXNlcjpwYXN0"),
                arguments("{'headers': {'X-A': {'absent': true}}}", "/a", "/a\nx-a: b"),
                arguments("{'headers': {'X-A': {'absent': '(absent)'}}}", "/a", "/a\nx-a: b"),
                arguments("{'headers': {'X-A': {'anything': '(always)'}}}", "/a", null),
                arguments("{'headers': {'X-A': {'contains': 'b'}}}", "/a\nx-a: abc", "/a\nx-a: ac"),
                arguments("{'headers': {'X-A': {'doesNotContain': 'b'}}}", "/a\nx-a: ac", "/a\nx-a: abc"),
                arguments("{'headers': {'X-A': {'matches': 'a.*'}}}", "/a\nx-a: abc", "/a\nx-a: bc"),
                arguments("{'headers': {'X-A': {'doesNotMatch': 'a.*'}}}", "/a\nx-a: bc", "/a\nx-a: abc"),
                arguments("{'headers': {'X-A': {'not': {'equalTo': 'b'}}}}", "/a\nx-a: c", "/a\nx-a: b"),
                arguments(
                        "{'headers': {'X-A': {'and': [{'contains': 'a'}, {'contains': 'b'}]}}}",
                        "/a\nx-a: ab",
                        "/a\nx-a: a"),
                arguments(
                        "{'headers': {'X-A': {'or': [{'absent': true}, {'matches': '\\\\s*'}]}}}", "/a", "/a\nx-a: b"),
                arguments("{'headers': {'X-A': {'matchesPathTemplate': '/a/{b}'}}}", "/a\nx-a: /a/b", "/a\nx-a: /a"),
                arguments(
                        "{'headers': {'X-A': {'before': '2026-01-01T00:00:00Z'}}}",
                        "/a\nx-a: 2025-12-31",
                        "/a\nx-a: 2026-06-01"),
                arguments(
                        "{'headers': {'X-A': {'after': '2026-01-01T00:00:00Z'}}}",
                        "/a\nx-a: 2026-01-01T00:00:01Z",
                        "/a\nx-a: 2025-01-01T00:00:00Z"),
                arguments(
                        "{'headers': {'X-A': {'equalToDateTime': '2026-01-31T00:00:00Z', 'actualFormat': 'dd/MM/yyyy HH:mm:ss z'}}}",
                        "/a\nx-a: 31/01/2026 00:00:00 UTC",
                        "/a\nx-a: 2026-01-31T00:00:00Z"),
                arguments(
                        "{'headers': {'X-A': {'equalToDateTime': '2026-01-31T10:00:00Z', 'truncateActual': 'first hour of day',"
                                + " 'applyTruncationLast': true}}}",
                        null,
                        "/a\nx-a: 2026-01-31T10:00:00Z"),
                arguments(
                        "{'headers': {'X-A': {'after': 'now', 'expectedOffset': -3, 'expectedOffsetUnit': 'days',"
                                + " 'truncateExpected': 'first day of month'}}}",
                        "/a\nx-a: 2999-01-01T00:00:00Z",
                        "/a\nx-a: 1999-01-01T00:00:00Z"),
                arguments(
                        "{'headers': {'X-A': {'before': 'now -3 days'}}}",
                        "/a\nx-a: 1999-01-01T00:00:00Z",
                        "/a\nx-a: 2999-01-01T00:00:00Z"),
                arguments("{'cookies': {'c': {'equalTo': 'd'}}}", "/a\nCookie: b=c; c=\"d\"", "/a\nCookie: c=e"),
                arguments("{'cookies': {'c': {'absent': true}}}", "/a\nCookie: b=c", "/a\nCookie: c=e"),
                arguments(
                        "{'basicAuth': {'username': 'user', 'password': 'pass'}}",
                        "/a\nAuthorization: Basic dXNlcjpwYXNz",
                        "/a"),
                arguments("{'bodyPatterns': [{'binaryEqualTo': 'YWI='}]}", "POST /a\n\nab", "POST /a\n\nb"),
                arguments("{'bodyPatterns': [{'equalTo': 'ab'}, {'contains': 'b'}]}", "POST /a\n\nab", "POST /a\n\nb"),
                arguments("{'bodyPatterns': [{'absent': true}]}", "POST /a", "POST /a\n\nb"),
                arguments(
                        "{'bodyPatterns': [{'equalToJson': '{\\'a\\': [1, 2]}'}]}",
                        json("{'a': [1, 2.0]}"),
                        json("{'a': [2, 1]}")),
                arguments(
                        "{'bodyPatterns': [{'equalToJson': {'a': [1, 2]}}]}",
                        json("{'a': [1, 2.0]}"),
                        json("{'a': [2, 1]}")),
                arguments("{'bodyPatterns': [{'equalToJson': []}]}", json("[]"), json("{}")),
                arguments(
                        "{'bodyPatterns': [{'equalToJson': {'a': [1, 2]}, 'ignoreArrayOrder': true,"
                                + " 'ignoreExtraElements': true}]}",
                        json("{'a': [2, 1], 'b': 3}"),
                        json("{'b': 3}")),
                arguments(
                        "{'bodyPatterns': [{'equalToJson': '[1, 2]', 'ignoreArrayOrder': true}]}",
                        json("[2, 1]"),
                        json("[2, 1, 3]")),
                arguments(
                        "{'bodyPatterns': [{'matchesJsonPath': '$.a[?(@.b > 1)]'}]}",
                        json("{'a': [{'b': 2}]}"),
                        json("{'a': [{'b': 1}]}")),
                arguments(
                        "{'bodyPatterns': [{'matchesJsonPath': {'expression': '$.a', 'equalTo': 'B',"
                                + " 'caseInsensitive': true}}]}",
                        json("{'a': 'b'}"),
                        json("{'a': 'c'}")),
                arguments(
                        "{'bodyPatterns': [{'matchesJsonPath': {'expression': '$.a', 'equalToJson': '[]'}}]}",
                        json("{'a': []}"),
                        json("{'a': [1]}")),
                arguments(
                        "{'bodyPatterns': [{'matchesJsonPath': {'expression': '$.a', 'equalToJson': {'b': 1}}}]}",
                        json("{'a': {'b': 1}}"),
                        json("{'a': [1]}")),
                arguments(
                        "{'bodyPatterns': [{'matchesJsonPath': {'expression': '$.a', 'absent': true}}]}",
                        json("{'b': 1}"),
                        json("{'a': 1}")),
                arguments(
                        "{'bodyPatterns': [{'not': {'matchesJsonPath': {'expression': '$.a', 'or': [{'contains': 'x'},"
                                + " {'contains': 'y'}]}}}]}",
                        json("{'a': 'z'}"),
                        json("{'a': 'y'}")),
                arguments(
                        "{'bodyPatterns': [{'matchesJsonSchema': {'type': 'object', 'required': ['a']}}]}",
                        json("{'a': 1}"),
                        json("{'b': 1}")),
                arguments(
                        "{'bodyPatterns': [{'matchesJsonSchema': '{\\'type\\': \\'object\\', \\'required\\': [\\'a\\']}',"
                                + " 'schemaVersion': 'V7'}]}",
                        json("{'a': 1}"),
                        json("{'b': 1}")),
                arguments(
                        "{'bodyPatterns': [{'equalToXml': '<a><b/></a>'}]}",
                        "POST /a\n\n<a> <b></b> </a>",
                        "POST /a\n\n<a/>"),
                arguments(
                        "{'bodyPatterns': [{'equalToXml': '<a>${xmlunit.ignore}</a>', 'enablePlaceholders': true}]}",
                        "POST /a\n\n<a>x</a>",
                        "POST /a\n\n<b>x</b>"),
                arguments(
                        "{'bodyPatterns': [{'equalToXml': '<a>[[xmlunit.ignore]]</a>', 'enablePlaceholders': true,"
                                + " 'placeholderOpeningDelimiterRegex': '\\\\[\\\\[',"
                                + " 'placeholderClosingDelimiterRegex': ']]'}]}",
                        "POST /a\n\n<a>x</a>",
                        "POST /a\n\n<b>x</b>"),
                arguments(
                        "{'bodyPatterns': [{'equalToXml': '<a b=\\'1\\'/>', 'exemptedComparisons': ['ATTR_VALUE'],"
                                + " 'ignoreOrderOfSameNode': true}]}",
                        "POST /a\n\n<a b='2'/>",
                        "POST /a\n\n<b/>"),
                arguments("{'bodyPatterns': [{'matchesXPath': '/a/b'}]}", "POST /a\n\n<a><b/></a>", "POST /a\n\n<a/>"),
                arguments(
                        "{'bodyPatterns': [{'matchesXPath': {'expression': '/a/b/text()', 'contains': 'x'}}]}",
                        "POST /a\n\n<a><b>xy</b></a>",
                        "POST /a\n\n<a><b>y</b></a>"),
                arguments(
                        "{'bodyPatterns': [{'matchesXPath': '/n:a', 'xPathNamespaces': {'n': 'urn:n'}}]}",
                        "POST /a\n\n<x:a xmlns:x='urn:n'/>",
                        "POST /a\n\n<a/>"),
                arguments(
                        "{'multipartPatterns': [{'matchingType': 'ANY', 'name': 'f', 'headers': {'Content-Disposition':"
                                + " {'contains': 'name=\\'f\\''}}, 'bodyPatterns': [{'equalTo': 'ab'}]}]}",
                        multipart("ab"),
                        multipart("b")),
                arguments(
                        "{'multipartPatterns': [{'matchingType': 'ALL', 'bodyPatterns': [{'equalToJson': '[1]'},"
                                + " {'binaryEqualTo': 'WzFd'}]}]}",
                        multipart("[1]"),
                        multipart("[2]")),
                arguments(
                        "{'multipartPatterns': [{'bodyPatterns': [{'equalTo': 'ab'}]}]}",
                        multipart("ab"),
                        "POST /a\n\nab"));
    }

    private static String json(String body) {
        return "POST /a\nContent-Type: application/json\n\n" + body.replace('\'', '"');
    }

    private static String multipart(String body) {
        return "POST /a\nContent-Type: multipart/form-data; boundary=x\n\n--x\r\nContent-Disposition: form-data;"
                + " name='f'\r\n\r\n".replace('\'', '"') + body + "\r\n--x--\r\n";
    }

    @ParameterizedTest
    @MethodSource("matchers")
    void matcherIsReadAsWireMockReadsIt(String matcher, String fitting, String other) {
        String json = quoted(matcher);
        if (fitting != null) {
            assertThat(matches(RequestPatternReader.read(tree(json)), request(fitting)))
                    .isTrue();
            assertSame(json, List.of(request(fitting)));
        }
        if (other != null) {
            assertThat(matches(RequestPatternReader.read(tree(json)), request(other)))
                    .isFalse();
            assertSame(json, List.of(request(other)));
        }
    }

    private static void assertSame(String json, List<StubRequest> requests) {
        RequestPattern ours = RequestPatternReader.read(tree(json));
        RequestPattern theirs = Json.read(json, RequestPattern.class);
        RequestMatcher matcher = RequestMatcher.read(json);

        assertThat(ours).hasToString(theirs.toString());
        assertThat(parts(ours)).isEqualTo(parts(theirs));
        for (StubRequest request : requests) {
            boolean fits = matches(theirs, request);
            assertThat(matches(ours, request)).as("%s on %s", json, request).isEqualTo(fits);
            assertThat(matcher.matches(new WireMockRequest(request, ROOT)))
                    .as("%s on %s", json, request)
                    .isEqualTo(fits);
        }
    }

    /** Two patterns are never equal: each has a matcher of its own. Matchers of several values are equal from 3.10 on only. */
    private static List<Object> parts(RequestPattern pattern) {
        List<Object> parts = new ArrayList<>();
        parts.add(pattern.getScheme());
        parts.add(pattern.getHost());
        parts.add(pattern.getPort());
        parts.add(pattern.getUrlMatcher());
        parts.add(pattern.getMethod());
        parts.add(pattern.getPathParameters());
        parts.add(pattern.getCookies());
        parts.add(pattern.getBodyPatterns());
        parts.add(pattern.getMultipartPatterns());
        return parts;
    }

    private static boolean matches(RequestPattern pattern, StubRequest request) {
        return pattern.match(new WireMockRequest(request, ROOT)).isExactMatch();
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("[", "it is not valid JSON: line 1, column 2: "),
                arguments("", "it is empty"),
                arguments("[]", "must be object, is array"),
                arguments("{'method': 'get'}", "/method: must be in capital letters, is \"get\""),
                arguments("{'urlpath': '/a'}", "/urlpath: unknown field; did you mean \"urlPath\"?"),
                arguments("{'urlPath': 5}", "/urlPath: must be string, is number"),
                arguments("{'urlPath': null}", "/urlPath: must be string, is null"),
                arguments("{'urlPath': 'a'}", "/urlPath: must start with a slash"),
                arguments("{'port': '80'}", "/port: must be integer, is string"),
                arguments("{'port': 8.5}", "/port: must be integer, is number"),
                arguments(
                        "{'url': '/a', 'urlPath': '/b'}", "/urlPath: cannot be combined with \"url\"; use one of them"),
                arguments("{'urlPath': '/a', 'pathParameters': {}}", "/pathParameters: needs \"urlPathTemplate\""),
                arguments(
                        "{'urlPathPattern': '/a['}",
                        "/urlPathPattern: is not a valid regular expression: Unclosed character class"),
                arguments(
                        "{'customMatcher': {'name': 'x'}}",
                        "/customMatcher: is not supported, because extensions of WireMock are not used here"),
                arguments(
                        "{'basicAuthCredentials': {}}",
                        "/basicAuthCredentials: is not supported: WireMock writes it, but does not read it; use \"basicAuth\""),
                arguments("{'basicAuth': {'username': 'a'}}", "/basicAuth/password: is missing"),
                arguments("{'headers': {'x': 'k'}}", "/headers/x: must be object, is string"),
                arguments("{'headers': {'x': {}}}", "/headers/x: has no matcher, such as \"equalTo\""),
                arguments(
                        "{'headers': {'x': {'equals': 'k'}}}",
                        "/headers/x/equals: unknown field; did you mean \"equalTo\"?"),
                arguments(
                        "{'headers': {'x': {'equalTo': 'k', 'caseinsensitive': true}}}",
                        "/headers/x/caseinsensitive: unknown field; did you mean \"caseInsensitive\"?"),
                arguments(
                        "{'headers': {'x': {'equalTo': 'k', 'ignoreArrayOrder': true}}}",
                        "/headers/x/ignoreArrayOrder: unknown field; known fields: [caseInsensitive, equalTo]"),
                arguments(
                        "{'headers': {'x': {'equalTo': 'k', 'caseInsensitive': 'yes'}}}",
                        "/headers/x/caseInsensitive: must be boolean, is string"),
                arguments(
                        "{'headers': {'x': {'contains': 'a', 'matches': 'b'}}}",
                        "/headers/x: has two matchers, \"contains\" and \"matches\"; use \"and\" for both"),
                arguments(
                        "{'headers': {'x': {'matches': '['}}}",
                        "/headers/x/matches: is not a valid regular expression: Unclosed character class"),
                arguments(
                        "{'headers': {'x': {'absent': false}}}",
                        "/headers/x/absent: must be true; for a value that is there use {\"not\": {\"absent\": true}}"),
                arguments(
                        "{'headers': {'x': {'or': [{'equalTo': 'a'}]}}}",
                        "/headers/x/or: must have at least two matchers"),
                arguments(
                        "{'headers': {'x': {'or': [{'equalTo': 'a'}, {'equal': 'b'}]}}}",
                        "/headers/x/or/1/equal: unknown field; did you mean \"equalTo\"?"),
                arguments(
                        "{'headers': {'x': {'includes': {'equalTo': 'a'}}}}",
                        "/headers/x/includes: must be array, is object"),
                arguments("{'headers': {'x': {'binaryEqualTo': 'YQ=='}}}", "/headers/x/binaryEqualTo: unknown field; "),
                arguments(
                        "{'headers': {'x': {'before': 'now', 'truncateActual': 'noon'}}}",
                        "/headers/x/truncateActual: must be one of [FIRST_SECOND_OF_MINUTE, "),
                arguments(
                        "{'headers': {'x': {'before': 'now', 'expectedOffset': 1, 'expectedOffsetUnit': 'moons'}}}",
                        "/headers/x/expectedOffsetUnit: must be one of [SECONDS, MINUTES, HOURS, DAYS, MONTHS, YEARS], is \"moons\""),
                arguments(
                        "{'bodyPatterns': [{'matchesJsonpath': '$.a'}]}",
                        "/bodyPatterns/0/matchesJsonpath: unknown field; did you mean \"matchesJsonPath\"?"),
                arguments("{'bodyPatterns': [{'matchesJsonPath': '$['}]}", "/bodyPatterns/0/matchesJsonPath: "),
                arguments(
                        "{'bodyPatterns': [{'matchesJsonPath': {'equalTo': 'a'}}]}",
                        "/bodyPatterns/0/matchesJsonPath/expression: is missing"),
                arguments(
                        "{'bodyPatterns': [{'matchesJsonPath': {'expression': '$.a'}}]}",
                        "/bodyPatterns/0/matchesJsonPath: has no matcher, such as \"equalTo\""),
                arguments(
                        "{'bodyPatterns': [{'equalToJson': '{'}]}",
                        "/bodyPatterns/0/equalToJson: is not valid JSON: line 1, column 2: "),
                arguments(
                        "{'bodyPatterns': [{'matchesJsonSchema': '{'}]}",
                        "/bodyPatterns/0/matchesJsonSchema: is not valid JSON: "),
                arguments(
                        "{'bodyPatterns': [{'matchesJsonSchema': {}, 'schemaVersion': 'V3'}]}",
                        "/bodyPatterns/0/schemaVersion: must be one of [V4, V6, V7, V201909, V202012], is \"V3\""),
                arguments("{'bodyPatterns': [{'equalToXml': '<a'}]}", "/bodyPatterns/0/equalToXml: "),
                arguments(
                        "{'bodyPatterns': [{'equalToXml': '<a/>', 'exemptedComparisons': ['NONE']}]}",
                        "/bodyPatterns/0: "),
                arguments(
                        "{'bodyPatterns': [{'binaryEqualTo': '****'}]}",
                        "/bodyPatterns/0/binaryEqualTo: is not valid Base64: Illegal base64 character 2a"),
                arguments(
                        "{'multipartPatterns': [{'filename': 'a'}]}",
                        "/multipartPatterns/0/filename: unknown field; did you mean \"fileName\"?"),
                arguments(
                        "{'multipartPatterns': [{'matchingType': 'SOME'}]}",
                        "/multipartPatterns/0/matchingType: must be one of [ALL, ANY], is \"SOME\""),
                arguments(
                        "{'multipartPatterns': [{'bodyPatterns': [{'is': 'a'}]}]}",
                        "/multipartPatterns/0/bodyPatterns/0/is: unknown field; "),
                arguments(
                        "{'multipartPatterns': [{'headers': {'x': {'matchesJsonPath': '$['}}}]}",
                        "/multipartPatterns/0/headers/x/matchesJsonPath: "),
                arguments(
                        "{'method': 'get', 'port': true}",
                        "/method: must be in capital letters, is \"get\"; /port: must be integer, is boolean"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatIsNoMatcherIsRefusedInOneSentence(String matcher, String message) {
        String json = quoted(matcher);

        assertThatThrownBy(() -> RequestMatcher.read(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Invalid request matcher: " + message)
                .extracting(Throwable::getMessage)
                .asString()
                .doesNotContain("\n");
    }

    /** What takes WireMock half a second in a new JVM is made when a request comes that fits all else. */
    @Test
    void matcherOfJsonIsMadeWhenItIsNeeded() {
        RequestMatcher matcher =
                RequestMatcher.read(quoted("{'urlPath': '/a', 'bodyPatterns': [{'equalToJson': '[1]'}]}"));

        assertThat(matcher).hasToString(" on ANY /a");
        assertThat(matcher.matches(request("POST /b\n\n[2]"))).isFalse();
        assertThat(matcher.matches(request("POST /a\n\n[2]"))).isFalse();
        assertThat(matcher.matches(request("POST /a\n\n[1]"))).isTrue();
    }

    private static JsonNode tree(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static String quoted(String text) {
        return text.replace('\'', '"');
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'//['                                       | //[",
                "{'expression': 'count(', 'equalTo': '1'}    | count(",
                "'/a b'                                      | /a b"
            })
    void anXPathThatIsNoneIsRefused(String operand, String expression) {
        String json =
                "{'bodyPatterns': [{'matchesXPath': %s}]}".formatted(operand).replace('\'', '"');

        assertThatExceptionOfType(InvalidMatcherException.class)
                .isThrownBy(() -> RequestMatcher.readChecked(json))
                .withMessageMatching("Invalid request matcher: /bodyPatterns/0/matchesXPath: "
                        + Pattern.quote("\"" + expression + "\" is not a valid XPath: ") + ".+");
    }
}

package dev.errata.stub.internal.wiremock;

import static dev.errata.stub.internal.wiremock.Requests.ROOT;
import static dev.errata.stub.internal.wiremock.Requests.request;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.github.tomakehurst.wiremock.common.Json;
import com.github.tomakehurst.wiremock.matching.RequestPattern;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.model.RequestExample;
import dev.errata.stub.http.HeaderField;
import dev.errata.stub.http.StubRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The reader reads what WireMock's own reader reads, to the same pattern, and refuses what would be passed over in silence. */
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
            assertThat(matches(RequestPatternReader.read(json), request(fitting)))
                    .isTrue();
            assertSame(json, List.of(request(fitting)));
        }
        if (other != null) {
            assertThat(matches(RequestPatternReader.read(json), request(other))).isFalse();
            assertSame(json, List.of(request(other)));
        }
    }

    private static void assertSame(String json, List<StubRequest> requests) {
        RequestPattern ours = RequestPatternReader.read(json);
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
                arguments("{'method': 'get'}", "\"method\" must be in capital letters, not the string \"get\"."),
                arguments("[", "The request matcher is not valid JSON: line 1, column 2: "),
                arguments("[]", "The request matcher must be an object, not an array."),
                arguments(
                        "{'urlpath': '/a'}",
                        "Unknown key \"urlpath\" in the request matcher. Did you mean \"urlPath\"?"),
                arguments("{'urlPath': 5}", "\"urlPath\" must be a string, not the number 5."),
                arguments("{'urlPath': null}", "\"urlPath\" must be a string, not null."),
                arguments("{'port': '80'}", "\"port\" must be a whole number, not the string \"80\"."),
                arguments(
                        "{'url': '/a', 'urlPath': '/b'}",
                        "A request matcher has one URL, not both \"url\" and \"urlPath\"."),
                arguments("{'urlPath': '/a', 'pathParameters': {}}", "\"pathParameters\" needs \"urlPathTemplate\"."),
                arguments(
                        "{'urlPathPattern': '/a['}",
                        "Invalid regular expression in \"urlPathPattern\": Unclosed character class near index 2."),
                arguments(
                        "{'customMatcher': {'name': 'x'}}",
                        "\"customMatcher\" is not supported: extensions of WireMock are not used here."),
                arguments(
                        "{'basicAuthCredentials': {}}",
                        "WireMock writes \"basicAuthCredentials\", but reads \"basicAuth\" only; use \"basicAuth\"."),
                arguments("{'basicAuth': {'username': 'a'}}", "\"password\" is missing in \"basicAuth\"."),
                arguments("{'headers': {'x': 'k'}}", "\"headers.x\" must be an object, not the string \"k\"."),
                arguments("{'headers': {'x': {}}}", "There is no matcher in \"headers.x\", such as \"equalTo\"."),
                arguments(
                        "{'headers': {'x': {'equals': 'k'}}}",
                        "Unknown key \"equals\" in \"headers.x\". Did you mean \"equalTo\"?"),
                arguments(
                        "{'headers': {'x': {'equalTo': 'k', 'caseinsensitive': true}}}",
                        "Unknown key \"caseinsensitive\" in \"headers.x\". Did you mean \"caseInsensitive\"?"),
                arguments(
                        "{'headers': {'x': {'equalTo': 'k', 'caseInsensitive': 'yes'}}}",
                        "\"headers.x.caseInsensitive\" must be true or false, not the string \"yes\"."),
                arguments(
                        "{'headers': {'x': {'contains': 'a', 'matches': 'b'}}}",
                        "There are two matchers in \"headers.x\", \"contains\" and \"matches\"; use \"and\" for both."),
                arguments(
                        "{'headers': {'x': {'matches': '['}}}",
                        "Invalid regular expression in \"headers.x.matches\": Unclosed character class near index 0."),
                arguments(
                        "{'headers': {'x': {'absent': false}}}",
                        "Invalid value of \"headers.x.absent\": use {\"not\": {\"absent\": true}}."),
                arguments(
                        "{'headers': {'x': {'or': [{'equalTo': 'a'}]}}}",
                        "There must be at least two matchers in \"headers.x.or\"."),
                arguments(
                        "{'headers': {'x': {'or': [{'equalTo': 'a'}, {'equal': 'b'}]}}}",
                        "Unknown key \"equal\" in \"headers.x.or[1]\". Did you mean \"equalTo\"?"),
                arguments(
                        "{'headers': {'x': {'includes': {'equalTo': 'a'}}}}",
                        "\"headers.x.includes\" must be an array, not an object."),
                arguments(
                        "{'headers': {'x': {'binaryEqualTo': 'YQ=='}}}",
                        "Unknown key \"binaryEqualTo\" in \"headers.x\"."),
                arguments(
                        "{'headers': {'x': {'before': 'now', 'truncateActual': 'noon'}}}",
                        "\"headers.x.truncateActual\" must be one of ["),
                arguments(
                        "{'headers': {'x': {'before': 'now', 'expectedOffset': 1, 'expectedOffsetUnit': 'moons'}}}",
                        "\"headers.x.expectedOffsetUnit\" must be one of ["),
                arguments(
                        "{'bodyPatterns': [{'matchesJsonpath': '$.a'}]}",
                        "Unknown key \"matchesJsonpath\" in \"bodyPatterns[0]\". Did you mean \"matchesJsonPath\"?"),
                arguments(
                        "{'bodyPatterns': [{'matchesJsonPath': '$['}]}",
                        "Invalid value of \"bodyPatterns[0].matchesJsonPath\": "),
                arguments(
                        "{'bodyPatterns': [{'matchesJsonPath': {'equalTo': 'a'}}]}",
                        "\"expression\" is missing in \"bodyPatterns[0].matchesJsonPath\"."),
                arguments(
                        "{'bodyPatterns': [{'equalToJson': '{'}]}",
                        "The text of \"bodyPatterns[0].equalToJson\" is not valid JSON: "),
                arguments(
                        "{'bodyPatterns': [{'matchesJsonSchema': '{'}]}",
                        "The text of \"bodyPatterns[0].matchesJsonSchema\" is not valid JSON: "),
                arguments(
                        "{'bodyPatterns': [{'matchesJsonSchema': {}, 'schemaVersion': 'V3'}]}",
                        "\"bodyPatterns[0].schemaVersion\" must be one of [V4, "),
                arguments(
                        "{'bodyPatterns': [{'equalToXml': '<a'}]}",
                        "Invalid value of \"bodyPatterns[0].equalToXml\": "),
                arguments(
                        "{'bodyPatterns': [{'equalToXml': '<a/>', 'exemptedComparisons': ['NONE']}]}",
                        "Invalid matcher in \"bodyPatterns[0]\": "),
                arguments(
                        "{'bodyPatterns': [{'binaryEqualTo': '****'}]}",
                        "Invalid Base64 in \"bodyPatterns[0].binaryEqualTo\": Illegal base64 character 2a."),
                arguments(
                        "{'multipartPatterns': [{'filename': 'a'}]}",
                        "Unknown key \"filename\" in \"multipartPatterns[0]\". Did you mean \"fileName\"?"),
                arguments(
                        "{'multipartPatterns': [{'matchingType': 'SOME'}]}",
                        "\"multipartPatterns[0].matchingType\" must be \"ALL\" or \"ANY\", not the string \"SOME\"."),
                arguments(
                        "{'multipartPatterns': [{'bodyPatterns': [{'is': 'a'}]}]}",
                        "Unknown key \"is\" in \"multipartPatterns[0].bodyPatterns[0]\"."));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatIsNoMatcherIsRefusedInOneSentence(String matcher, String message) {
        String json = quoted(matcher);

        assertThatThrownBy(() -> RequestPatternReader.read(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message)
                .extracting(Throwable::getMessage)
                .asString()
                .doesNotContain("\n");
        assertThatThrownBy(() -> RequestMatcher.read(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
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

    private static String quoted(String text) {
        return text.replace('\'', '"');
    }
}

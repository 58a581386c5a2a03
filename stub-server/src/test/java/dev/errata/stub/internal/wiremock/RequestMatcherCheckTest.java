package dev.errata.stub.internal.wiremock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.client.WireMock.JsonSchemaVersion;
import com.github.tomakehurst.wiremock.common.DateTimeTruncation;
import com.github.tomakehurst.wiremock.common.DateTimeUnit;
import com.github.tomakehurst.wiremock.common.Json;
import com.github.tomakehurst.wiremock.matching.RequestPattern;
import dev.errata.fixtures.internal.matching.RequestMatcherCheck;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The loader of catalogs, which has no WireMock, knows WireMock's request matchers. It refuses a few more than WireMock does. */
class RequestMatcherCheckTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'method': 'ANY'}",
                "{'method': 'GET_OR_HEAD'}",
                "{'method': 'PURGE', 'url': '/a?b=[1]&c=%20'}",
                "{'scheme': 'https', 'host': {'equalTo': 'a'}, 'port': 8080}",
                "{'urlPattern': '/a\\\\?b=.*'}",
                "{'urlPathPattern': '^/a/.+$'}",
                "{'urlPathPattern': '.*'}",
                "{'urlPathPattern': '(?i)/A(/b)?'}",
                "{'urlPathTemplate': '/a/{id}/b', 'pathParameters': {'id': {'matches': '[0-9]+'}}}",
                "{'urlPathTemplate': '/a/**'}",
                "{'headers': {'x': {'equalTo': 'a', 'caseInsensitive': true}}}",
                "{'headers': {'x': {'absent': true}}}",
                "{'headers': {'x': {'absent': '(absent)'}}}",
                "{'headers': {'x': {'anything': '(always)'}}}",
                "{'headers': {'x': {'and': [{'contains': 'a'}, {'doesNotContain': 'b'}]}}}",
                "{'headers': {'x': {'not': {'or': [{'equalTo': 'a'}, {'doesNotMatch': 'b.*'}]}}}}",
                "{'headers': {'x': {'hasExactly': [{'equalTo': 'a'}]}}}",
                "{'headers': {'x': {'hasExactly': []}}}",
                "{'queryParameters': {'x': {'includes': [{'equalTo': 'a'}, {'matches': 'b'}]}}}",
                "{'formParameters': {'x': {'matchesPathTemplate': '/a/{id}'}}}",
                "{'cookies': {'x': {'equalToDateTime': '2026-01-01T00:00:00Z', 'applyTruncationLast': true}}}",
                "{'headers': {'x': {'before': 'now +3 days', 'actualFormat': 'dd/MM/yyyy'}}}",
                "{'headers': {'x': {'after': 'now', 'truncateExpected': 'first day of month'}}}",
                "{'headers': {'x': {'after': 'now', 'expectedOffset': -1, 'expectedOffsetUnit': 'days'}}}",
                "{'basicAuth': {'username': 'a', 'password': 'b'}}",
                "{'bodyPatterns': [{'binaryEqualTo': 'YQ=='}]}",
                "{'bodyPatterns': [{'equalToJson': '[1]', 'ignoreArrayOrder': true, 'ignoreExtraElements': false}]}",
                "{'bodyPatterns': [{'equalToJson': {'a': [null]}}]}",
                "{'bodyPatterns': [{'matchesJsonPath': '$.a'}, {'matchesJsonPath': {'expression': '$.a', 'equalTo': 'b'}}]}",
                "{'bodyPatterns': [{'matchesJsonPath': {'expression': '$.a', 'equalToJson': {}, 'ignoreExtraElements': true}}]}",
                "{'bodyPatterns': [{'matchesJsonSchema': {'type': 'object'}, 'schemaVersion': 'V7'}]}",
                "{'bodyPatterns': [{'matchesJsonSchema': '{}'}]}",
                "{'bodyPatterns': [{'equalToXml': '<a/>', 'enablePlaceholders': true}]}",
                "{'bodyPatterns': [{'equalToXml': '<a/>', 'exemptedComparisons': ['NAMESPACE_URI']}]}",
                "{'bodyPatterns': [{'matchesXPath': '/n:a', 'xPathNamespaces': {'n': 'urn:n'}}]}",
                "{'bodyPatterns': [{'matchesXPath': {'expression': '/a', 'contains': 'b'}}]}",
                "{'multipartPatterns': [{}]}",
                "{'multipartPatterns': [{'name': 'a', 'matchingType': 'ALL', 'headers': {'x': {'contains': 'a'}}}]}"
            })
    void bothAccept(String matcher) {
        assertThat(mistakes(matcher)).isEmpty();
        assertThat(isReadByWireMock(matcher)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'urlPath': '/a', 'colour': 'red'}",
                "{'method': {'oneOf': ['GET']}}",
                "{'urlPattern': '/a['}",
                "{'urlPathPattern': '/a('}",
                "{'headers': {'x': 'a'}}",
                "{'headers': {'x': [{'equalTo': 'a'}]}}",
                "{'headers': {'x': {}}}",
                "{'headers': {'x': {'equals': 'a'}}}",
                "{'headers': {'x': {'caseInsensitive': true}}}",
                "{'headers': {'x': {'equalTo': 5}}}",
                "{'headers': {'x': {'equalTo': null}}}",
                "{'headers': {'x': {'matches': '['}}}",
                "{'headers': {'x': {'doesNotMatch': '*'}}}",
                "{'headers': {'x': {'anything': true}}}",
                "{'headers': {'x': {'and': [{'equalTo': 'a'}]}}}",
                "{'headers': {'x': {'or': []}}}",
                "{'headers': {'x': {'not': 'a'}}}",
                "{'headers': {'x': {'not': {'includes': [{'equalTo': 'a'}]}}}}",
                "{'headers': {'x': {'hasExactly': ['a']}}}",
                "{'headers': {'x': {'hasExactly': [], 'equalTo': 'a'}}}",
                "{'headers': {'x': {'includes': {'equalTo': 'a'}}}}",
                "{'headers': {'x': {'binaryEqualTo': 'YQ=='}}}",
                "{'cookies': {'x': {'hasExactly': [{'equalTo': 'a'}]}}}",
                "{'headers': {'x': {'before': 'now', 'truncateExpected': 'noon'}}}",
                "{'headers': {'x': {'before': 'now', 'expectedOffset': 1, 'expectedOffsetUnit': 'moons'}}}",
                "{'queryParameters': {'x': {'includes': [{'matches': '['}]}}}",
                "{'bodyPatterns': {'equalTo': 'a'}}",
                "{'bodyPatterns': [{'binaryEqualTo': '****'}]}",
                "{'bodyPatterns': [{'equalToJson': '{'}]}",
                "{'bodyPatterns': [{'equalToJson': ''}]}",
                "{'bodyPatterns': [{'equalToXml': 5}]}",
                "{'bodyPatterns': [{'matchesJsonPath': {'expression': '$.a'}}]}",
                "{'bodyPatterns': [{'matchesJsonPath': {'equalTo': 'a'}}]}",
                "{'bodyPatterns': [{'matchesXPath': {'equalTo': 'a'}}]}",
                "{'bodyPatterns': [{'matchesJsonSchema': '{'}]}",
                "{'bodyPatterns': [{'matchesJsonSchema': {}, 'schemaVersion': 'V3'}]}",
                "{'bodyPatterns': [{'matchesJsonSchema': {}, 'schemaVersion': 'v7'}]}",
                "{'multipartPatterns': [{'matchingType': 'all'}]}",
                "{'multipartPatterns': [{'filename': 'a'}]}",
                "{'multipartPatterns': [{'bodyPatterns': [{'matches': '['}]}]}"
            })
    void bothRefuse(String matcher) {
        assertThat(mistakes(matcher)).isNotEmpty();
        assertThat(isReadByWireMock(matcher)).isFalse();
    }

    static Stream<Arguments> onlyHere() {
        return Stream.of(
                arguments("{'url': '/a', 'urlPath': '/b'}", "WireMock ignores one of them"),
                arguments("{'urlPath': '/a', 'pathParameters': {'id': {'equalTo': 'a'}}}", "no path has parameters"),
                arguments("{'urlPathTemplate': '/{id}', 'pathParameters': {'key': {'equalTo': 'a'}}}", "never matches"),
                arguments("{'urlPathTemplate': '/a/{id'}", "never matches, because clients encode braces"),
                arguments("{'urlPath': '/a?b=c'}", "never matches, because a path has no query"),
                arguments("{'urlPath': 'a'}", "never matches, because paths start with a slash"),
                arguments("{'urlPathPattern': 'a/.*'}", "never matches, because paths start with a slash"),
                arguments("{'url': '/a b'}", "never matches, because clients encode spaces"),
                arguments("{'method': 'get'}", "never matches, because methods have a case"),
                arguments("{'method': ''}", "never matches"),
                arguments("{'method': null}", "WireMock reads ANY"),
                arguments("{'port': '80'}", "WireMock reads a number"),
                arguments("{'port': 8.5}", "WireMock reads 8"),
                arguments("{'headers': {'x': {'absent': false}}}", "WireMock reads true"),
                arguments("{'headers': {'x': {'equalTo': 'a', 'caseInsensitive': 'yes'}}}", "WireMock reads false"),
                arguments("{'headers': {'x': {'equalTo': 'a', 'contains': 'b'}}}", "WireMock ignores one of them"),
                arguments("{'headers': {'x': {'equalTo': 'a', 'ignoreCase': true}}}", "WireMock ignores the option"),
                arguments(
                        "{'headers': {'x': {'before': 'now', 'expectedOffset': 'a'}}}", "WireMock ignores the option"),
                arguments("{'basicAuth': {'username': 'a'}}", "WireMock fails at each request"),
                arguments("{'customMatcher': {'name': 'a'}}", "extensions of WireMock are not used"));
    }

    @ParameterizedTest
    @MethodSource("onlyHere")
    void onlyTheLoaderRefuses(String matcher, String why) {
        assertThat(mistakes(matcher)).as(why).isNotEmpty();
        assertThat(isReadByWireMock(matcher)).isTrue();
    }

    /** The server that reads the trigger tells these. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'bodyPatterns': [{'matchesJsonPath': '$['}]}",
                "{'bodyPatterns': [{'matchesJsonPath': ''}]}",
                "{'bodyPatterns': [{'equalToXml': '<a'}]}",
                "{'bodyPatterns': [{'equalToXml': '<a/>', 'exemptedComparisons': ['NONE']}]}"
            })
    void onlyWireMockRefuses(String matcher) {
        assertThat(mistakes(matcher)).isEmpty();
        assertThat(isReadByWireMock(matcher)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void allTruncationsAreKnown(DateTimeTruncation truncation) {
        assertThat(mistakes("{'headers': {'x': {'before': 'now', 'truncateActual': '" + truncation + "'}}}"))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void allUnitsAreKnown(DateTimeUnit unit) {
        assertThat(mistakes("{'headers': {'x': {'before': 'now', 'expectedOffset': 1, 'expectedOffsetUnit': '" + unit
                        + "'}}}"))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void allSchemaVersionsAreKnown(JsonSchemaVersion version) {
        assertThat(mistakes("{'bodyPatterns': [{'matchesJsonSchema': {}, 'schemaVersion': '" + version.name() + "'}]}"))
                .isEmpty();
    }

    private static List<String> mistakes(String matcher) {
        List<String> mistakes = new ArrayList<>();
        try {
            RequestMatcherCheck.check(
                    new ObjectMapper().readTree(quoted(matcher)),
                    (pointer, reason) -> mistakes.add(pointer + ": " + reason));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return mistakes;
    }

    private static boolean isReadByWireMock(String matcher) {
        try {
            return Json.read(quoted(matcher), RequestPattern.class) != null;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static String quoted(String text) {
        return text.replace('\'', '"');
    }
}

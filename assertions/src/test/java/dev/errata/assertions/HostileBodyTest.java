package dev.errata.assertions;

import static dev.errata.assertions.BuenaAssertions.assertThatBody;
import static dev.errata.assertions.Failures.messageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.errata.assertions.response.ReceivedResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a body is, the outcome is a failure with a reason, soon and in little memory: the tests of this module run
 * with 512 MB.
 */
@Timeout(30)
class HostileBodyTest {

    private static final int HUGE = 100_000_000;

    private static Stream<Arguments> asTextBytesAndStream(String name, Supplier<String> text, String reason) {
        Supplier<byte[]> bytes = () -> text.get().getBytes(StandardCharsets.UTF_8);
        return Stream.concat(
                Stream.of(body(name + ", text", text::get, reason)), asBytesAndStream(name, bytes, reason));
    }

    private static Stream<Arguments> asBytesAndStream(String name, Supplier<byte[]> bytes, String reason) {
        return Stream.of(
                body(name + ", bytes", bytes::get, reason),
                body(name + ", stream", () -> new ByteArrayInputStream(bytes.get()), reason));
    }

    private static Arguments body(String name, Supplier<Object> body, String reason) {
        return arguments(name, body, reason);
    }

    static Stream<Arguments> bodies() {
        String tooLarge = "the body is larger than 1000000 bytes, the maximum that is read";
        String tooDeep = "the body is nested too deeply, or contains itself";
        return Stream.of(
                        asTextBytesAndStream("deep arrays", () -> "[".repeat(10_000), "nesting depth"),
                        asTextBytesAndStream("deep objects", () -> "{\"a\":".repeat(10_000), "nesting depth"),
                        asTextBytesAndStream("a byte order mark", () -> "\uFEFF{}", "byte order mark"),
                        asTextBytesAndStream(
                                "a duplicate key", () -> "{\"code\":\"A\",\"code\":\"B\"}", "Duplicate field 'code'"),
                        asTextBytesAndStream("NaN", () -> "{\"code\":NaN}", "NaN"),
                        asTextBytesAndStream("infinity", () -> "{\"code\":-Infinity}", "-Infinity"),
                        asTextBytesAndStream(
                                "an escaped half", () -> "{\"code\":\"\\ud83d\"}", "escaped unpaired surrogate"),
                        asTextBytesAndStream(
                                "the first escaped half", () -> "[\"\\ud800\"]", "escaped unpaired surrogate"),
                        asTextBytesAndStream(
                                "the last escaped half", () -> "[\"\\udfff\"]", "escaped unpaired surrogate"),
                        asTextBytesAndStream(
                                "another half of a key",
                                () -> "{\"\\udfff\":1}",
                                "Unexpected low surrogate in field name"),
                        asTextBytesAndStream(
                                "a single value", () -> "\"NOT_FOUND\"", "the body is a JSON string, not an object"),
                        asTextBytesAndStream(
                                "too many values",
                                () -> values(50_001),
                                "the body has more than 50000 values, the maximum that is checked"),
                        asTextBytesAndStream("half a key", () -> "{\"\\ud83d\":[]}", "Broken surrogate pair"),
                        asTextBytesAndStream(
                                "an exponent", () -> "{\"code\":1e99999999999}", "a number is out of range"),
                        asTextBytesAndStream(
                                "a long number",
                                () -> "{\"code\":" + "1".repeat(900_000) + "}",
                                "exceeds the maximum allowed"),
                        asTextBytesAndStream(
                                "a long name",
                                () -> "{\"" + "a".repeat(900_000) + "\":1}",
                                "exceeds the maximum allowed"),
                        asBytesAndStream(
                                "no UTF-8", () -> new byte[] {'{', (byte) 0xC3, '}'}, "is not encoded in UTF-8"),
                        asBytesAndStream("100 MB", () -> new byte[HUGE], tooLarge))
                .flatMap(bodies -> bodies)
                .collect(Stream::<Arguments>builder, Stream.Builder::add, (some, others) -> {})
                .add(body("100 MB, text", () -> " ".repeat(HUGE), tooLarge))
                .add(body("100 million characters of Chinese", () -> "中".repeat(HUGE), tooLarge))
                .add(body("a million characters of Chinese", () -> "\"" + "中".repeat(999_999), tooLarge))
                .add(body("an endless stream", HostileBodyTest::endless, tooLarge))
                .add(body("100 MB, map", () -> Map.of("code", "x".repeat(HUGE)), tooLarge))
                .add(body(
                        "100 MB, JSON",
                        () -> JsonNodeFactory.instance.objectNode().put("code", "x".repeat(HUGE)),
                        tooLarge))
                .add(body("half a pair, text", () -> "{\"code\":\"\uD83D\"}", "unpaired surrogate"))
                .add(body("half a pair, map", () -> Map.of("code", "\uD83D"), "unpaired surrogate"))
                .add(body("NaN, map", () -> Map.of("code", Double.NaN), "NaN"))
                .add(body("deep JSON", HostileBodyTest::deepJson, tooDeep))
                .add(body("a deep map", HostileBodyTest::deepMap, tooDeep))
                .add(body("a map that holds itself", HostileBodyTest::mapInItself, tooDeep))
                .add(body("a list that holds itself", HostileBodyTest::listInItself, tooDeep))
                .add(body(
                        "a stream that breaks",
                        () -> breakingAfter("{\"code\":"),
                        "reading the body failed: java.io.IOException: reset"))
                .build();
    }

    /** An object of so many values, itself included. */
    private static String values(int count) {
        return "{\"code\":\"NOT_FOUND\",\"details\":[[0]" + ",0".repeat(count - 5) + "]}";
    }

    static Stream<Arguments> largest() {
        String error = "{\"code\":\"NOT_FOUND\"}";
        return Stream.of(
                arguments("values", values(50_000)),
                arguments("bytes", error + " ".repeat(1_000_000 - error.length())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void largest(String what, String body) {
        assertThatBody(body).hasCode("NOT_FOUND");
        assertThatBody(body.getBytes(StandardCharsets.UTF_8)).hasCode("NOT_FOUND");
        assertThatBody(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)))
                .hasCode("NOT_FOUND");
    }

    private static InputStream endless() {
        return new InputStream() {
            @Override
            public int read() {
                return 'x';
            }

            @Override
            public int read(byte[] bytes, int from, int count) {
                Arrays.fill(bytes, from, from + count, (byte) 'x');
                return count;
            }
        };
    }

    private static InputStream breakingAfter(String text) {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("reset");
            }

            @Override
            public int read(byte[] bytes, int from, int count) throws IOException {
                return read();
            }
        };
        return new SequenceInputStream(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), broken);
    }

    private static JsonNode deepJson() {
        JsonNode json = JsonNodeFactory.instance.objectNode();
        for (int depth = 0; depth < 10_000; depth++) {
            json = depth % 2 == 0
                    ? JsonNodeFactory.instance.objectNode().set("a", json)
                    : JsonNodeFactory.instance.arrayNode().add(json);
        }
        return JsonNodeFactory.instance.objectNode().set("a", json);
    }

    private static Map<String, Object> deepMap() {
        Map<String, Object> map = Map.of();
        for (int depth = 0; depth < 10_000; depth++) {
            map = Map.of("a", map);
        }
        return map;
    }

    private static Map<String, Object> mapInItself() {
        Map<String, Object> map = new HashMap<>();
        map.put("a", map);
        map.put("b", map);
        return map;
    }

    private static Map<String, Object> listInItself() {
        Object[] list = new Object[1];
        list[0] = list;
        return Map.of("a", list);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void aHostileBodyIsAFailureWithAReason(String name, Supplier<Object> body, String reason) {
        Object hostile = body.get();
        soon(
                name,
                () -> assertThat(messageOf(() -> assertThatBody(hostile).conformsToEnvelope()))
                        .contains(reason)
                        .hasSizeLessThan(25_000));
    }

    @Test
    void whatWasReadBeforeAStreamBrokeIsShown() {
        assertThat(messageOf(() -> assertThatBody(breakingAfter("{\"code\":")).hasCode("X")))
                .isEqualTo("""
                        Expecting the code X, but:
                          reading the body failed: java.io.IOException: reset

                        The response was:
                          only a body (status and headers are unknown)

                          {"code":""");
    }

    @Test
    void aMapThatIsNoJsonIsTheUsersMistake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThatBody(Map.of("code", new Object())))
                .withMessageStartingWith(
                        "Jackson cannot write the body: No serializer found for class java.lang.Object");
    }

    static Stream<Arguments> extremes() {
        return Stream.of(
                arguments("1e999999999"),
                arguments("-1e999999999"),
                arguments("1e-999999999"),
                arguments("1.5e999999999"),
                arguments("0e999999999"),
                arguments("9".repeat(999)),
                arguments("\"" + "x".repeat(900_000) + "\""),
                arguments("[" + "0,".repeat(400_000) + "0]"),
                arguments("{" + many(60_000) + "}"),
                arguments("[" + "{},".repeat(300_000) + "{}]"));
    }

    private static String many(int fields) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < fields; i++) {
            text.append("\"f").append(i).append("\":").append(i).append(',');
        }
        return text.append("\"last\":0").toString();
    }

    /** Wherever a value stands, no check takes long over it, and no message repeats all of it. */
    @ParameterizedTest
    @MethodSource("extremes")
    @Timeout(120)
    @Tag("slow")
    void anExtremeValueIsComparedSoon(String value) {
        List<Consumer<BuenaErrorAssert>> checks = List.of(
                it -> it.hasCode("X"),
                it -> it.hasMessageMatching("(a|x)*"),
                it -> it.hasTimestampBetween(Instant.EPOCH, Instant.EPOCH),
                it -> it.hasDetail("remaining", 7),
                it -> it.hasDetail("remaining", Double.NaN),
                it -> it.hasFieldError("X", "X"),
                it -> it.hasRetryAfter(Duration.ofSeconds(-1)),
                it -> it.hasRateLimit(7, 7, Instant.EPOCH),
                it -> it.hasPermissionHelp("X"),
                it -> it.conformsToEnvelope(),
                it -> it.strictly().matchesDocumentedExample(),
                it -> it.hasMessage("X"));
        for (String place : List.of(
                "{\"code\":VALUE,\"message\":VALUE}",
                "{\"timestamp\":VALUE,\"version\":VALUE}",
                "{\"permissionHelp\":{\"required\":VALUE,\"available\":[],\"documentation\":VALUE}}",
                "{\"permissionHelp\":{\"required\":\"\",\"available\":VALUE}}",
                "{\"retryAfter\":VALUE}",
                "{\"rateLimitInfo\":{\"limit\":VALUE,\"remaining\":VALUE,\"reset\":VALUE}}",
                "{\"details\":VALUE}",
                "{\"details\":{\"fields\":VALUE}}",
                "{\"code\":\"RATE_LIMIT_EXCEEDED\",\"details\":{\"remaining\":VALUE,\"fields\":{}}}",
                "{\"code\":\"ENRICHMENT_CREDITS_EXHAUSTED\",\"details\":{\"remaining\":VALUE,\"fields\":{}}}")) {
            ReceivedResponse response = ReceivedResponse.ofBody(place.replace("VALUE", value));
            checks.forEach(check -> soon(
                    place,
                    () -> assertThat(messageOf(() -> check.accept(BuenaAssertions.assertThat(response))))
                            .hasSizeLessThan(40_000)));
        }
    }

    private static void soon(String what, Runnable test) {
        long start = System.nanoTime();
        test.run();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).as(what).isLessThan(Duration.ofSeconds(10));
    }
}

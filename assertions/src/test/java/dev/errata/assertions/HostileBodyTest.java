package dev.errata.assertions;

import static dev.errata.assertions.BuenaAssertions.assertThatBody;
import static dev.errata.assertions.Failures.messageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a body is, the outcome is a failure with a reason. */
class HostileBodyTest {

    private static final int HUGE = 100_000_000;

    static Stream<Arguments> bodies() {
        return Stream.of(
                arguments("[".repeat(10_000), "nesting depth"),
                arguments("{\"a\":".repeat(10_000), "nesting depth"),
                arguments(" ".repeat(HUGE), "larger than 1000000 bytes"),
                arguments(new byte[HUGE], "larger than 1000000 bytes"),
                arguments(zeros(), "larger than 1000000 bytes"),
                arguments(new byte[] {'{', (byte) 0xC3, '}'}, "is not encoded in UTF-8"),
                arguments("\uFEFF{}".getBytes(StandardCharsets.UTF_8), "byte order mark"),
                arguments("{\"code\":\"A\",\"code\":\"B\"}", "Duplicate field 'code'"),
                arguments("{\"code\":NaN}", "NaN"),
                arguments("{\"code\":\"\uD83D\"}", "half of a surrogate pair"),
                arguments("{\"code\":\"\\ud83d\"}", "escaped half of a surrogate pair"),
                arguments("{\"\\ud83d\":[]}", "Broken surrogate pair"));
    }

    private static InputStream zeros() {
        return new ByteArrayInputStream(new byte[HUGE]);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("bodies")
    @Timeout(2)
    void aHostileBodyIsAFailureWithAReason(Object body, String reason) {
        assertThat(messageOf(() -> assertThatBody(body).conformsToEnvelope())).contains(reason);
    }
}

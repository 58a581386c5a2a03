package dev.errata.assertions;

import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.fail;

import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever becomes of an envelope, an assertion passes or fails, and throws nothing else. */
class MutatedEnvelopesTest {

    private static final long SEED = 42;
    private static final int MUTANTS = 3_000;

    private static final List<String> VALUES = List.of(
            "null", "true", "-1", "1e400", "NaN", "\"\"", "\"\\ud800\"", "[]", "{}", "[[[]]]", "{\"a\":{\"b\":[1]}}");

    private static final List<byte[]> ENVELOPES = Stream.of(Catalog.buena(), Catalog.databuddy())
            .flatMap(catalog -> catalog.scenarios().stream())
            .map(Scenario::answer)
            .map(answer -> answer.body().getBytes(StandardCharsets.UTF_8))
            .toList();

    private static final List<Consumer<BuenaErrorAssert>> CHECKS = List.of(
            response -> response.isError(BuenaError.NOT_FOUND),
            response -> response.isScenario("invalid-fields"),
            response -> response.hasCode("NOT_FOUND"),
            response -> response.hasMessageContaining("not"),
            response -> response.hasVersion("2.0"),
            response -> response.hasTimestampBetween(Instant.EPOCH, Instant.MAX),
            response -> response.hasRequestId(),
            response -> response.hasNoDetails(),
            response -> response.hasDetail("fields.email", "x"),
            response -> response.hasFieldError("email", "x"),
            response -> response.hasSuggestion("email", "x"),
            response -> response.hasRetryAfter(Duration.ofSeconds(45)),
            response -> response.hasRateLimit(60, 0),
            response -> response.hasPermissionHelp("x"),
            response -> response.detail("fields").isNull(),
            response -> response.conformsToEnvelope(),
            response -> response.matchesDocumentedExample(),
            response -> response.isNotAnError());

    private final Random random = new Random(SEED);

    @Test
    void noMutantCausesAnotherException() {
        for (int i = 0; i < MUTANTS; i++) {
            byte[] mutant = mutant();
            for (Consumer<BuenaErrorAssert> check : CHECKS) {
                Throwable thrown = catchThrowable(() -> check.accept(BuenaAssertions.assertThatBody(mutant)));
                if (thrown != null && !(thrown instanceof AssertionError)) {
                    fail(
                            "mutant %d of seed %d: %s".formatted(i, SEED, new String(mutant, StandardCharsets.UTF_8)),
                            thrown);
                }
            }
        }
    }

    private byte[] mutant() {
        byte[] mutant = ENVELOPES.get(random.nextInt(ENVELOPES.size()));
        for (int changes = 1 + random.nextInt(3); changes > 0 && mutant.length > 1; changes--) {
            mutant = changed(mutant);
        }
        return mutant;
    }

    private byte[] changed(byte[] bytes) {
        int at = random.nextInt(bytes.length);
        return switch (random.nextInt(4)) {
            case 0 -> flipped(bytes, at);
            case 1 -> Arrays.copyOf(bytes, at);
            case 2 -> doubled(bytes, at);
            default -> replaced(new String(bytes, StandardCharsets.UTF_8));
        };
    }

    private byte[] flipped(byte[] bytes, int at) {
        byte[] flipped = bytes.clone();
        flipped[at] = (byte) random.nextInt(256);
        return flipped;
    }

    private static byte[] doubled(byte[] bytes, int at) {
        byte[] doubled = Arrays.copyOf(bytes, bytes.length + at);
        System.arraycopy(bytes, 0, doubled, bytes.length, at);
        return doubled;
    }

    private byte[] replaced(String text) {
        int colon = Math.max(0, text.indexOf(':', random.nextInt(text.length() + 1)));
        int end = Math.max(colon, text.indexOf(random.nextBoolean() ? ',' : '}', colon));
        String value = VALUES.get(random.nextInt(VALUES.size()));
        return (text.substring(0, colon) + ":" + value + text.substring(end)).getBytes(StandardCharsets.UTF_8);
    }
}

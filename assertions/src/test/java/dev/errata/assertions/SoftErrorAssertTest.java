package dev.errata.assertions;

import static dev.errata.assertions.BuenaAssertions.errorCarriedBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.assertions.Checks.Check;
import dev.errata.assertions.response.ReceivedResponse;
import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Catalog;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.SoftAssertions;
import org.assertj.core.api.junit.jupiter.InjectSoftAssertions;
import org.assertj.core.api.junit.jupiter.SoftAssertionsExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.MultipleFailuresError;

@ExtendWith(SoftAssertionsExtension.class)
class SoftErrorAssertTest {

    private static final ReceivedResponse NOT_FOUND =
            ReceivedResponse.of(404, Map.of(), "{\"code\":\"NOT_FOUND\",\"details\":{\"id\":\"lead_abc123\"}}");

    private static final class ClientException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private int status() {
            return 404;
        }
    }

    @InjectSoftAssertions
    private BuenaSoftAssertions injected;

    private final BuenaSoftAssertions softly = new BuenaSoftAssertions();

    @AfterEach
    void theInjectedOnesHaveCollectedNothing() {
        assertThat(injected.wasSuccess()).isTrue();
    }

    @Test
    void softAssertionsAreInjectedByAssertJ() {
        injected.assertThat(NOT_FOUND).hasStatus(404).hasCode("NOT_FOUND");
    }

    @ParameterizedTest
    @MethodSource("dev.errata.assertions.MessagesTest#passing")
    void aCheckThatPassesLeavesNothing(Check<?, ?> check) {
        assertThat(check.soft()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.errata.assertions.MessagesTest#failing")
    void aCheckThatFailsIsOneErrorOfTheSameText(Check<?, ?> check) {
        assertThat(check.soft())
                .singleElement()
                .satisfies(error -> assertThat(text(error)).isEqualTo(check.failure()));
    }

    @ParameterizedTest
    @MethodSource("dev.errata.assertions.Checks#withSoftEntryPoint")
    void nothingIsOneError(Check<?, ?> check) {
        assertThat(check.onNull().soft())
                .singleElement()
                .satisfies(error -> assertThat(text(error)).isEqualTo("Expecting actual not to be null"));
    }

    /** AssertJ appends the line of the test to a soft failure. */
    private static String text(AssertionError error) {
        return error.getMessage()
                .replaceFirst("\nat \\S+\\(\\w+\\.java:\\d+\\)\\s*$", "")
                .strip();
    }

    @Test
    void everyFailureOfAChainIsCollected() {
        softly.assertThat(NOT_FOUND).hasStatus(500).hasCode("X").hasStatus(404).isError(BuenaError.UNAUTHORIZED);
        softly.assertThatBody("").conformsToEnvelope();
        softly.assertThat(new Recording().answered(0, 404, "lead-not-found").traffic())
                .hasAttempts(2)
                .forRequest("GET", "/api/v2/leads/2")
                .hasAttempts(0)
                .didNotRetry();

        assertThat(softly.assertionErrorsCollected()).hasSize(6);
    }

    @Test
    void navigationStaysSoft() {
        softly.assertThat(NOT_FOUND).detail("id").isEqualTo("another").isEqualTo("a third");
        softly.assertThat(NOT_FOUND).detail("id").isEqualTo("lead_abc123");
        softly.assertThat(NOT_FOUND).details().isNull();
        softly.assertThat(NOT_FOUND)
                .details()
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsKey("ids")
                .hasSize(2);
        softly.assertThat(NOT_FOUND).detail("id").asString().startsWith("x").endsWith("123");

        assertThat(softly.assertionErrorsCollected()).hasSize(6);
    }

    @Test
    void whatAssertJGoesOnFromStaysSoft() {
        ApiAssertions<ApiErrorAssert> api = ApiAssertions.of(Catalog.databuddy());
        SoftAssertions plain = new SoftAssertions();

        plain.assertThat(List.of(NOT_FOUND))
                .first()
                .asInstanceOf(BuenaAssertions.BUENA_ERROR)
                .hasStatus(500);
        plain.assertThat((Object) NOT_FOUND).asInstanceOf(api.error()).isError("CONFLICT");
        plain.assertThatThrownBy(() -> {
                    throw new ClientException();
                })
                .asInstanceOf(errorCarriedBy(
                        ClientException.class, error -> ReceivedResponse.of(error.status(), Map.of(), "")))
                .hasStatus(500);

        assertThat(plain.assertionErrorsCollected()).hasSize(3);
    }

    @Test
    void aBlockReportsAllThatFailedAtItsEnd() {
        assertThatThrownBy(() -> BuenaSoftAssertions.assertSoftly(
                        all -> all.assertThat(NOT_FOUND).hasStatus(500).hasCode("X")))
                .isInstanceOf(MultipleFailuresError.class)
                .hasMessageContaining("Multiple Failures (2 failures)");
        assertThatThrownBy(() -> DatabuddySoftAssertions.assertSoftly(
                        all -> all.assertThat(NOT_FOUND).hasStatus(500).hasCode("X")))
                .hasMessageContaining("Multiple Failures (2 failures)");
        assertThatThrownBy(() -> ApiSoftAssertions.assertSoftly(Catalog.databuddy(), all -> {
                    all.assertThat(NOT_FOUND).hasStatus(500).hasCode("X");
                    all.assertThat((ReceivedResponse) null).hasStatus(404);
                    all.assertThat(List.of()).isNotEmpty();
                }))
                .hasMessageContaining("Multiple Failures (4 failures)")
                .hasMessageContaining("The response was:")
                .hasMessageContaining("Expecting actual not to be null");
    }

    @Test
    void aBlockInWhichNothingFailsIsPassed() {
        BuenaSoftAssertions.assertSoftly(all -> all.assertThat(NOT_FOUND).hasStatus(404));
        ApiSoftAssertions.assertSoftly(
                Catalog.databuddy(), all -> all.assertThat(NOT_FOUND).hasStatus(404));
    }

    @Test
    void anExceptionLeadsToTheErrorThatItCarries() {
        assertThatThrownBy(() -> {
                    throw new ClientException();
                })
                .asInstanceOf(errorCarriedBy(ClientException.class, error -> NOT_FOUND))
                .hasStatus(404)
                .hasDetail("id", "lead_abc123");
    }
}

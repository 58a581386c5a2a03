package dev.errata.assertions;

import static dev.errata.assertions.BuenaAssertions.errorCarriedBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.DatabuddyError;
import dev.errata.fixtures.Traffic;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.assertj.core.api.junit.jupiter.InjectSoftAssertions;
import org.assertj.core.api.junit.jupiter.SoftAssertionsExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SoftAssertionsExtension.class)
class SoftErrorAssertTest {

    private static final ErrorResponse NOT_FOUND =
            ErrorResponse.of(404, Map.of(), "{\"code\":\"NOT_FOUND\",\"details\":{\"id\":\"lead_abc123\"}}");

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

    @Test
    void everyFailureIsCollected() {
        softly.assertThat(NOT_FOUND).hasStatus(500).hasCode("X").hasStatus(404).isError(BuenaError.UNAUTHORIZED);
        softly.assertThatBody("").conformsToEnvelope();
        softly.assertThat(new Traffic(Catalog.buena(), "Buena", List.of(), 0))
                .hasAttempts(0)
                .hasAttempts(1)
                .didNotRetry();

        assertThat(softly.assertionErrorsCollected()).hasSize(6);
    }

    @Test
    void everyFailureOfDatabuddysIsCollected() {
        DatabuddySoftAssertions databuddy = new DatabuddySoftAssertions();

        databuddy.assertThat(NOT_FOUND).hasStatus(500).isError(DatabuddyError.CONFLICT);

        assertThat(databuddy.assertionErrorsCollected()).hasSize(2);
    }

    @Test
    void aResponseThatIsNullIsOneFailure() {
        softly.assertThat((ErrorResponse) null).hasStatus(500);

        assertThat(softly.assertionErrorsCollected()).hasSize(1);
    }

    @Test
    void navigationStaysSoft() {
        softly.assertThat(NOT_FOUND).detail("id").isEqualTo("another");
        softly.assertThat(NOT_FOUND).details().isNull();

        assertThat(softly.assertionErrorsCollected()).hasSize(2);
    }

    @Test
    void whatAssertJGoesOnFromStaysSoft() {
        ApiAssertions api = ApiAssertions.of(Catalog.databuddy());
        SoftAssertions plain = new SoftAssertions();

        plain.assertThat(List.of(NOT_FOUND))
                .first()
                .asInstanceOf(BuenaAssertions.BUENA_ERROR)
                .hasStatus(500);
        plain.assertThat((Object) NOT_FOUND).asInstanceOf(api.error()).isError("CONFLICT");
        plain.assertThatThrownBy(() -> {
                    throw new ClientException();
                })
                .asInstanceOf(
                        errorCarriedBy(ClientException.class, error -> ErrorResponse.of(error.status(), Map.of(), "")))
                .hasStatus(500);

        assertThat(plain.assertionErrorsCollected()).hasSize(3);
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

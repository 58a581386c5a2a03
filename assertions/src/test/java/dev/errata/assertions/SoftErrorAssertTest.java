package dev.errata.assertions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.fixtures.BuenaError;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

class SoftErrorAssertTest {

    private static final ErrorResponse NOT_FOUND =
            ErrorResponse.of(404, Map.of(), "{\"code\":\"NOT_FOUND\",\"details\":{\"id\":\"lead_abc123\"}}");

    @Test
    void everyFailureIsCollected() {
        SoftAssertions softly = new SoftAssertions();

        softly.proxy(BuenaErrorAssert.class, ErrorResponse.class, NOT_FOUND)
                .hasStatus(500)
                .hasCode("X")
                .hasStatus(404)
                .isError(BuenaError.UNAUTHORIZED);

        assertThat(softly.assertionErrorsCollected()).hasSize(3);
    }

    @Test
    void navigationStaysSoft() {
        SoftAssertions softly = new SoftAssertions();

        BuenaErrorAssert soft = softly.proxy(BuenaErrorAssert.class, ErrorResponse.class, NOT_FOUND);
        soft.detail("id").isEqualTo("another");
        soft.details().isNull();
        softly.assertThat(List.of(NOT_FOUND))
                .first()
                .asInstanceOf(BuenaAssertions.BUENA_ERROR)
                .hasStatus(500);

        assertThat(softly.assertionErrorsCollected()).hasSize(3);
    }
}

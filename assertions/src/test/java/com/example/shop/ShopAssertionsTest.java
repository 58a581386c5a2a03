package com.example.shop;

import static com.example.shop.ShopAssertions.SHOP;
import static com.example.shop.ShopAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.assertions.response.ReceivedResponse;
import dev.errata.fixtures.traffic.Traffic;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.assertj.core.error.AssertJMultipleFailuresError;
import org.junit.jupiter.api.Test;

/** An API of a user's own, with an enum of its errors: what its user writes, outside the packages of Errata. */
class ShopAssertionsTest {

    private static final ReceivedResponse SOLD_OUT =
            ReceivedResponse.of(409, Map.of(), "{\"type\":\"sold-out\",\"title\":\"Sold out\",\"order\":\"7\"}");

    @Test
    void assertionsAreTypedByTheErrors() {
        assertThat(SOLD_OUT).isError(ShopError.SOLD_OUT).isAboutOrder("7").hasMessage("Sold out");
        assertThat(new Traffic(ShopError.SOLD_OUT.catalog(), "Shop", List.of(), 0))
                .hasAttempts(0);
        SHOP.assertThatBody("{\"type\":\"sold-out\"}").hasCode("sold-out");
        assertThatThrownBy(() -> {
                    throw new IllegalStateException("sold-out");
                })
                .asInstanceOf(SHOP.errorCarriedBy(IllegalStateException.class, thrown -> SOLD_OUT))
                .isError(ShopError.SOLD_OUT);
    }

    @Test
    void checksOfTheUsersOwnFailLikeOthers() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(SOLD_OUT).as("order %s", 8).isAboutOrder("8"))
                .withMessage("""
                        [order 8]\s
                        Expecting the order 8, but:
                          /order: was "7"

                        Source (DOCUMENTED): "Shop API: Errors", under "Codes"

                        The response was:
                          HTTP 409

                          {"type":"sold-out","title":"Sold out","order":"7"}""");
    }

    @Test
    void softAssertionsCollectEveryFailure() {
        assertThatExceptionOfType(AssertJMultipleFailuresError.class)
                .isThrownBy(() -> ShopSoftAssertions.assertSoftly(softly -> {
                    softly.assertThat(SOLD_OUT)
                            .isError(ShopError.DOWN)
                            .isAboutOrder("8")
                            .isError(ShopError.SOLD_OUT);
                    softly.assertThat("AssertJ's own").isEmpty();
                }))
                .satisfies(error -> assertThat(error.getFailures())
                        .extracting(failure ->
                                failure.getMessage().strip().lines().findFirst().orElse(""))
                        .containsExactly(
                                "Expecting the error 503 DOWN, but:",
                                "Expecting the order 8, but:",
                                "Expecting empty but was: \"AssertJ's own\""));
    }

    @Test
    void softAssertionsOfAssertJGoOn() {
        SoftAssertions softly = new SoftAssertions();

        softly.assertThatObject(SOLD_OUT)
                .asInstanceOf(SHOP.error())
                .isAboutOrder("8")
                .isError(ShopError.DOWN)
                .isError(ShopError.SOLD_OUT);

        assertThat(softly.assertionErrorsCollected()).hasSize(2);
    }
}

package dev.errata.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What shows more of a key than its first 8 characters. */
class ApiKeyTest {

    private final ApiKey key = new ApiKey("abcdefghijklmnopqrstuvwxyz");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "key abcdefghijklmnopqrstuvwxyz",
                "key abcdefghi",
                "key ...rstuvwxyz",
                "Basic YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXo="
            })
    void nineCharactersAreTooMany(String text) {
        assertThat(key.leaks(ClientReport.error(new IOException(text)), null)).isNotEmpty();
        assertThat(key.leaks(null, new IllegalStateException(new IOException(text))))
                .isNotEmpty()
                .noneMatch(leak -> leak.contains("abcdefghi") || leak.contains("rstuvwxyz") || leak.contains("YWJj"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"key abcdefgh…", "stuvwxyz", "a key", ""})
    void eightAreNot(String text) {
        assertThat(key.leaks(ClientReport.error(new IOException(text)), null)).isEmpty();
        assertThat(key.masked(text)).isEqualTo(text);
    }

    @Test
    void sixteenCharactersAreEnough() {
        assertThat(new ApiKey("abcdefghijklmnop").masked("key abcdefghijklmnop"))
                .isEqualTo("key ***");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ApiKey("abcdefghijklmno"))
                .withMessage("apiKey() must have at least 16 characters, because the first 8 may be shown; it has 15");
    }

    @Test
    void nothingOfTheKeyStaysInWhatIsMasked() {
        assertThat(key.masked("for abcdefghijklmnopqrstuvwxyz: no lead")).isEqualTo("for ***: no lead");
    }
}

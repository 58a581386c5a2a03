package com.example.bookshop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.errata.fixtures.Scenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;

@ExtendWith(BookshopStubs.class)
class BookshopClientTest {

    @ParameterizedTest
    @BookshopErrors
    void everyErrorBecomesAnException(Scenario scenario, BookshopServer bookshop) {
        BookshopClient client = new BookshopClient(bookshop.baseUrl(scenario), "any-key");

        BookshopException thrown =
                catchThrowableOfType(BookshopException.class, () -> client.title("9780261102385"));

        assertThat(thrown.status()).isEqualTo(scenario.status());
        assertThat(thrown.code()).isEqualTo(scenario.code().orElseThrow());
        assertThat(thrown.getMessage()).isNotEmpty();
    }

    @Test
    void aBookHasATitle(BookshopServer bookshop) throws Exception {
        assertThat(new BookshopClient(bookshop.baseUrl(), "any-key").title("9780261102385")).isEqualTo("The Hobbit");
    }
}

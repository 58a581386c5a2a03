package dev.errata.junit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.fixtures.Catalog;
import org.junit.jupiter.api.Test;

/** What a catalog answers is made once, however many servers there are. */
class CatalogAnswersTest {

    @Test
    void serversOfOneCatalogShareTheirAnswers() {
        assertThat(CatalogAnswers.of(Catalog.buena(), false)).isSameAs(CatalogAnswers.of(Catalog.buena(), false));
        assertThat(CatalogAnswers.of(Catalog.buena(), true)).isSameAs(CatalogAnswers.of(Catalog.buena(), true));
        assertThat(CatalogAnswers.of(Catalog.buena().documentedOnly(), false))
                .isSameAs(CatalogAnswers.of(Catalog.buena().documentedOnly(), false));
    }

    @Test
    void serversThatDifferDoNot() {
        CatalogAnswers plain = CatalogAnswers.of(Catalog.buena(), false);

        assertThat(CatalogAnswers.of(Catalog.buena(), true)).isNotSameAs(plain);
        assertThat(CatalogAnswers.of(Catalog.databuddy(), false)).isNotSameAs(plain);
        assertThat(CatalogAnswers.of(Catalog.buena().documentedOnly(), false)).isNotSameAs(plain);
    }
}

package dev.errata.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The guide, opened from a file in a browser. */
@InBrowser
class GuideSiteInBrowserTest {

    private static final Path SITE = Path.of(System.getProperty("basedir", ""), "../docs/index.html")
            .toAbsolutePath()
            .normalize();

    @Test
    void leadsFromTheListToAPage(Browser browser) {
        browser.open(SITE);

        browser.find("nav a[href='#tls']").click();

        assertThat(browser.script("return location.hash")).isEqualTo("#tls");
        assertThat(browser.script("const { top } = document.getElementById('tls').getBoundingClientRect();"
                        + "return top >= -1 && top < innerHeight"))
                .isEqualTo(true);
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void fitsAPhone(Browser browser) {
        browser.open(SITE);
        browser.size(390, 844);

        assertThat(browser.script("return document.documentElement.scrollWidth"))
                .isEqualTo(390L);
    }

    @Test
    void keepsNobodyOut(Browser browser) {
        browser.open(SITE);
        assertThat(browser.violations()).as("light").isEmpty();

        browser.prefer("dark");
        assertThat(browser.violations()).as("dark").isEmpty();
    }
}

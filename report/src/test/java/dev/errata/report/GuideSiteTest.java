package dev.errata.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The guide as one page, docs/index.html. */
class GuideSiteTest {

    private static final Path ROOT = Path.of(System.getProperty("basedir", ""), "..");

    private static final String HTML = new GuideSite(ROOT).html();

    private static final Pattern ID = Pattern.compile(" id=\"([^\"]+)\"");

    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]+)\"");

    @Test
    void isWhatTheGuideSays() throws IOException {
        Path page = ROOT.resolve("docs/index.html");

        if (Boolean.getBoolean("errata.docs.update")) {
            Files.writeString(page, HTML);
        }
        assertThat(page)
                .as("docs/index.html differs from the guide; -Derrata.docs.update=true writes it anew")
                .hasContent(HTML);
    }

    @Test
    void everyHeadingHasAnAddressOfItsOwn() {
        assertThat(groups(ID)).isNotEmpty().doesNotHaveDuplicates();
    }

    @Test
    void noLinkIsBroken() {
        List<String> ids = groups(ID);

        assertThat(groups(LINK)).isNotEmpty().allSatisfy(link -> {
            if (link.startsWith("#")) {
                assertThat(ids).contains(link.substring(1));
            } else if (!link.equals("data:,")) {
                assertThat(ROOT.resolve("docs").resolve(link)).exists();
            }
        });
    }

    private static List<String> groups(Pattern pattern) {
        return pattern.matcher(HTML)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }
}

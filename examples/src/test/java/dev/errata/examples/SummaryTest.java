package dev.errata.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherFactory;

/** The summary at the end of a run counts what tests have shown, and nothing else. */
class SummaryTest {

    static class OneTestPasses {
        @Test
        void passes(TestReporter reporter) {
            reporter.publishEntry("buena", "lead-not-found");
        }
    }

    static class OneTestFails {
        @Test
        void passes(TestReporter reporter) {
            reporter.publishEntry("databuddy", "conflict");
        }

        @Test
        void fails(TestReporter reporter) {
            reporter.publishEntry("buena", "lead-not-found");
            fail("on purpose");
        }
    }

    @Test
    void whatNoTestHasShownIsNamed() {
        assertThat(summaryOf(OneTestPasses.class))
                .startsWith("Errata examples: not every documented error met the clients\n")
                .contains("  Buena.ai API v2    1 of 20 scenarios, 1 of 12 errors\n    not met: bad-gateway, ")
                .contains(", invalid-fields, invalid-linkedin-url, linkedin-not-connected, ")
                .doesNotContain("lead-not-found")
                .contains("  Databuddy API      0 of 23 scenarios, 0 of 18 errors\n    not met: compilation-error, ");
    }

    @Test
    void aTestThatFailedHasShownNothing() {
        assertThat(summaryOf(OneTestFails.class))
                .startsWith("Errata examples: FAILURES: 1; ")
                .contains("  Buena.ai API v2    0 of 20 scenarios, 0 of 12 errors\n")
                .contains("  Databuddy API      1 of 23 scenarios, 1 of 18 errors\n");
    }

    private static String summaryOf(Class<?> tests) {
        StringBuilder printed = new StringBuilder();
        LauncherFactory.create(LauncherConfig.builder()
                        .enableTestExecutionListenerAutoRegistration(false)
                        .build())
                .execute(request().selectors(selectClass(tests)).build(), new Summary(printed::append));
        return printed.toString();
    }
}

package dev.errata.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import dev.errata.fixtures.Catalog;
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
                .contains("  Buena.ai API v2    " + met(1, Catalog.buena()) + "\n    not met: bad-gateway, ")
                .contains(", invalid-fields, ")
                .doesNotContain("lead-not-found")
                .contains("  Databuddy API      " + met(0, Catalog.databuddy()) + "\n    not met: ");
    }

    @Test
    void aTestThatFailedHasShownNothing() {
        assertThat(summaryOf(OneTestFails.class))
                .startsWith("Errata examples: FAILURES: 1; ")
                .contains("  Buena.ai API v2    " + met(0, Catalog.buena()) + "\n")
                .contains("  Databuddy API      " + met(1, Catalog.databuddy()) + "\n");
    }

    private static String met(int count, Catalog catalog) {
        return "%1$d of %2$d scenarios, %1$d of %3$d errors"
                .formatted(count, catalog.scenarios().size(), catalog.errors().size());
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

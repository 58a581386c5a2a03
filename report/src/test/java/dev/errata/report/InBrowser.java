package dev.errata.report;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Tests that take a {@link Browser}, one for all of them. They are skipped where it is not installed, or fail if the system
 * property {@code errata.browser.required} is {@code true}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("browser")
@ExtendWith(InBrowser.Extension.class)
@interface InBrowser {

    final class Extension implements ExecutionCondition, ParameterResolver {

        private static final String REQUIRED = "errata.browser.required";

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            List<String> missing = Browser.missingPrograms();
            if (missing.isEmpty()) {
                return ConditionEvaluationResult.enabled("chromium and chromedriver are installed");
            }
            String reason =
                    "Not on the PATH: " + String.join(" and ", missing) + "; the pages are not tried in a browser";
            if (Boolean.getBoolean(REQUIRED)) {
                throw new ExtensionConfigurationException(reason + ", which " + REQUIRED + " forbids");
            }
            return ConditionEvaluationResult.disabled(reason);
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Browser.class;
        }

        @Override
        public Browser resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(Namespace.create(InBrowser.class))
                    .getOrComputeIfAbsent(Browser.class, type -> Browser.start(), Browser.class);
        }
    }
}

package dev.errata.benchmarks.tests;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/** Stands for as many test methods as the configuration parameter {@value #COUNT} says. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(Methods.Repeated.class)
public @interface Methods {

    /** The configuration parameter with the number of methods. */
    String COUNT = "methods";

    /** Makes them. */
    final class Repeated implements TestTemplateInvocationContextProvider {

        @Override
        public boolean supportsTestTemplate(ExtensionContext context) {
            return true;
        }

        @Override
        public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
            int count =
                    context.getConfigurationParameter(COUNT, Integer::valueOf).orElseThrow();
            return IntStream.range(0, count).mapToObj(i -> new TestTemplateInvocationContext() {});
        }
    }
}

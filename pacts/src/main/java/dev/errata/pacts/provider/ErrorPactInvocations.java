package dev.errata.pacts.provider;

import au.com.dius.pact.provider.junit5.PactVerificationExtension;
import au.com.dius.pact.provider.junit5.PactVerificationInvocationContextProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;

/** The interactions of the pacts as Pact finds them, each with the one handler that knows all provider states. */
final class ErrorPactInvocations extends PactVerificationInvocationContextProvider {

    private static final String DO_NOT_TRACK = "pact_do_not_track";

    /** Called by JUnit. */
    ErrorPactInvocations() {
        if (System.getProperty(DO_NOT_TRACK) == null && System.getenv(DO_NOT_TRACK) == null) {
            System.setProperty(DO_NOT_TRACK, "true");
        }
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        return super.provideTestTemplateInvocationContexts(context)
                .map(found -> found instanceof PactVerificationExtension interaction
                        ? new ErrorPactInvocation(interaction)
                        : found);
    }
}

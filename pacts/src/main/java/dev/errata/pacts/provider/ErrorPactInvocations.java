package dev.errata.pacts.provider;

import au.com.dius.pact.provider.junit5.PactVerificationExtension;
import au.com.dius.pact.provider.junit5.PactVerificationInvocationContextProvider;
import au.com.dius.pact.provider.junitsupport.Provider;
import au.com.dius.pact.provider.junitsupport.loader.NoPactsFoundException;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;

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
    public boolean supportsTestTemplate(ExtensionContext context) {
        Class<?> contract = context.getRequiredTestClass();
        String provider = AnnotationSupport.findAnnotation(contract, Provider.class)
                .map(Provider::value)
                .orElseThrow(() -> new ExtensionConfigurationException(
                        contract.getSimpleName() + " needs @Provider with the id of its catalog"));
        context.getTestInstance()
                .map(instance -> ((ProviderContract) instance).catalog().id())
                .filter(id -> !id.equals(provider))
                .ifPresent(id -> {
                    throw new ExtensionConfigurationException(
                            "%s is @Provider(\"%s\"), but the id of its catalog is \"%s\""
                                    .formatted(contract.getSimpleName(), provider, id));
                });
        return true;
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        return found(context)
                .map(found -> found instanceof PactVerificationExtension interaction
                        ? new ErrorPactInvocation(ofThisProvider(interaction))
                        : found);
    }

    private Stream<TestTemplateInvocationContext> found(ExtensionContext context) {
        try {
            return super.provideTestTemplateInvocationContexts(context);
        } catch (NoPactsFoundException e) {
            throw new NoPactsFoundException(
                    ("%s%nThe source of %s has no pact with this provider, or no interaction that passes the filters that are"
                                    + " set, such as pact.filter.description.")
                            .formatted(
                                    e.getMessage(),
                                    context.getRequiredTestClass().getSimpleName()),
                    e);
        }
    }

    /** Not every source looks at the name of the provider. */
    private static PactVerificationExtension ofThisProvider(PactVerificationExtension interaction) {
        String provider = interaction.getPact().getProvider().getName();
        if (!provider.equals(interaction.getServiceName())) {
            throw new IllegalArgumentException(
                    "The pact of \"%s\" from %s is one with \"%s\", and this is a contract of \"%s\": take that pact out of its sources"
                            .formatted(
                                    interaction.getPact().getConsumer().getName(),
                                    interaction.getPactSource().description(),
                                    provider,
                                    interaction.getServiceName()));
        }
        return interaction;
    }
}

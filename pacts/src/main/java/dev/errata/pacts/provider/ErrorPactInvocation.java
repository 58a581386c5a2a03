package dev.errata.pacts.provider;

import au.com.dius.pact.core.model.IRequest;
import au.com.dius.pact.core.model.SynchronousRequestResponse;
import au.com.dius.pact.core.model.generators.GeneratorTestMode;
import au.com.dius.pact.provider.VerificationFailureType;
import au.com.dius.pact.provider.VerificationResult;
import au.com.dius.pact.provider.junit5.PactVerificationContext;
import au.com.dius.pact.provider.junit5.PactVerificationExtension;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.model.RequestExample;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.core5.http.HttpRequest;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.opentest4j.TestAbortedException;

/**
 * The verification of one interaction. Pact's own looks for a method with {@code @State} and the very name of the state; this
 * one asks the contract's driver.
 */
final class ErrorPactInvocation extends PactVerificationExtension {

    /** Where Pact's own extensions keep what they share. */
    private static final Namespace PACT = Namespace.create("pact-jvm");

    ErrorPactInvocation(PactVerificationExtension found) {
        super(
                found.getPact(),
                found.getPactSource(),
                found.getInteraction(),
                found.getServiceName(),
                found.getConsumerName(),
                found.getPropertyResolver());
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
        return List.of(this);
    }

    @Override
    public void beforeTestExecution(ExtensionContext context) {
        ProviderContract contract = contract(context);
        Store store = context.getStore(PACT);
        PactVerificationContext pact = pactContext(store);
        ProviderDriver driver = contract.provider();
        Optional<Scenario> scenario = enter(driver, contract.catalog(), pact);
        scenario.ifPresent(known -> store.put(Entered.class, new Entered(driver, known)));
        pact.setTarget(new ProviderTarget(driver.rootUrl()));
        super.beforeTestExecution(context);
        HttpRequest request = store.get("httpRequest", HttpRequest.class);
        scenario.ifPresent(known -> driver.headers(known).forEach(request::setHeader));
    }

    /** What was skipped without a result has nothing that could be published. */
    @Override
    public void afterTestExecution(ExtensionContext context) {
        Store store = context.getStore(PACT);
        boolean skipped = context.getExecutionException()
                .filter(TestAbortedException.class::isInstance)
                .isPresent();
        try {
            if (!skipped || !pactContext(store).getTestExecutionResult().isEmpty()) {
                super.afterTestExecution(context);
            }
        } finally {
            Entered entered = store.remove(Entered.class, Entered.class);
            if (entered != null) {
                entered.driver().leave(entered.scenario());
            }
        }
    }

    private static ProviderContract contract(ExtensionContext context) {
        return (ProviderContract) context.getRequiredTestInstance();
    }

    private static PactVerificationContext pactContext(Store store) {
        return store.get("interactionContext", PactVerificationContext.class);
    }

    /** Where a pact is pending, as brokers can have it, nothing in it fails the test: it is told as a result, as Pact does. */
    private Optional<Scenario> enter(ProviderDriver driver, Catalog api, PactVerificationContext pact) {
        try {
            Optional<Scenario> scenario = new States(api).scenario(getInteraction());
            RequestExample request = Requests.of(request(pact), api.basePath());
            scenario.ifPresentOrElse(known -> driver.enter(known, request), () -> driver.enterWithoutState(request));
            return scenario;
        } catch (TestAbortedException e) {
            throw e;
        } catch (RuntimeException e) {
            if (!pact.getConsumer().getPending()) {
                throw e;
            }
            pact.getTestExecutionResult().add(failed(e));
            throw new TestAbortedException(
                    "Skipped, because the pact is pending and the provider is not in its state: " + e, e);
        }
    }

    /** Returns the request, with the values that the pact takes from the parameters of its states filled in as Pact's own handler does. */
    private IRequest request(PactVerificationContext pact) {
        if (!(getInteraction() instanceof SynchronousRequestResponse http)) {
            throw new IllegalArgumentException("\"%s\" is not an HTTP interaction; only HTTP interactions are supported"
                    .formatted(getInteraction().getDescription()));
        }
        Map<String, Object> parameters = new HashMap<>();
        getInteraction().getProviderStates().forEach(state -> parameters.putAll(state.getParams()));
        Map<String, Object> generators = new HashMap<>(Map.of("providerState", parameters));
        pact.setExecutionContext(generators);
        return http.getRequest().generatedRequest(generators, GeneratorTestMode.Provider);
    }

    private VerificationResult.Failed failed(RuntimeException e) {
        String id = getInteraction().getInteractionId();
        return new VerificationResult.Failed(
                "The provider could not be brought into its state",
                getInteraction().getDescription(),
                Map.of(
                        id == null ? "" : id,
                        List.of(new VerificationFailureType.ExceptionFailure(
                                "The provider could not be brought into its state", e, getInteraction()))),
                true);
    }

    /** A state that has to be left. */
    private record Entered(ProviderDriver driver, Scenario scenario) {}
}

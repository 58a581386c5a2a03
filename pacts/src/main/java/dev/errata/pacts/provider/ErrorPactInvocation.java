package dev.errata.pacts.provider;

import au.com.dius.pact.core.model.SynchronousRequestResponse;
import au.com.dius.pact.provider.junit5.PactVerificationContext;
import au.com.dius.pact.provider.junit5.PactVerificationExtension;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import java.util.List;
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
        ProviderDriver driver = contract.provider();
        Optional<Scenario> scenario = scenario(contract);
        scenario.ifPresent(known -> enter(driver, known, contract.catalog()));
        store.put(ProviderDriver.class, driver);
        pactContext(store).setTarget(new ProviderTarget(driver.rootUrl()));
        super.beforeTestExecution(context);
        HttpRequest request = store.get("httpRequest", HttpRequest.class);
        scenario.ifPresent(known -> driver.headers(known).forEach(request::setHeader));
    }

    /** What was skipped has no result that could be published. */
    @Override
    public void afterTestExecution(ExtensionContext context) {
        try {
            if (context.getExecutionException()
                    .filter(TestAbortedException.class::isInstance)
                    .isEmpty()) {
                super.afterTestExecution(context);
            }
        } finally {
            ProviderDriver entered = context.getStore(PACT).remove(ProviderDriver.class, ProviderDriver.class);
            if (entered != null) {
                scenario(contract(context)).ifPresent(entered::leave);
            }
        }
    }

    private static ProviderContract contract(ExtensionContext context) {
        return (ProviderContract) context.getRequiredTestInstance();
    }

    private static PactVerificationContext pactContext(Store store) {
        return store.get("interactionContext", PactVerificationContext.class);
    }

    private Optional<Scenario> scenario(ProviderContract contract) {
        return new States(contract.catalog()).scenario(getInteraction());
    }

    private void enter(ProviderDriver driver, Scenario scenario, Catalog api) {
        driver.enter(
                scenario, Requests.of(((SynchronousRequestResponse) getInteraction()).getRequest(), api.basePath()));
    }
}

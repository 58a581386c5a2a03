package dev.errata.pacts.provider;

import au.com.dius.pact.provider.junit5.PactVerificationContext;
import au.com.dius.pact.provider.junitsupport.loader.PactSource;
import au.com.dius.pact.provider.reporters.AnsiConsoleReporter;
import dev.errata.fixtures.Catalog;
import java.util.Objects;
import org.apiguardian.api.API;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Verifies a provider against pacts about the errors of its API, with a test for each interaction.
 *
 * <pre>{@code
 * @Provider("shop")
 * class ShopContractTest extends ProviderContract {
 *
 *     protected Catalog catalog() {
 *         return Catalog.loadResource("shop");
 *     }
 *
 *     protected ProviderDriver provider() {
 *         return new OurBackend();
 *     }
 * }
 * }</pre>
 *
 * <p><b>This needs Pact's support for providers</b>, {@code au.com.dius.pact.provider:junit5} 4.7, which errata-pacts does not
 * bring: it puts Apache HttpClient 5 on the class path. Spring's {@code RestClient} picks that up, and it retries 429 and 503 by
 * itself. Add it in a module that does not test an HTTP client.
 *
 * <p>The pact is that of the {@linkplain dev.errata.pacts.CatalogPact catalog}, unless the test class names another source in
 * Pact's own way, such as {@code @PactFolder}, {@code @PactUrl} or {@code @PactBroker}; then those of any consumer. Results are
 * published to a broker by Pact's own system properties, {@code pact.verifier.publishResults} and
 * {@code pact.provider.version}.
 *
 * <p>An instance of the test class serves all interactions, so {@code @BeforeAll} and {@code @AfterAll} need not be static.
 *
 * <p>One handler serves all provider states. The parameter {@code scenario} of a state names its scenario;
 * where a pact does not have that, the state is known by its name. An interaction without a state is verified as it is.
 *
 * <p>Pact reports its use to Google Analytics unless the property or variable {@code pact_do_not_track} is {@code true}; where
 * neither is set, these tests set the property.
 *
 * @see BuenaProviderContract
 * @see DatabuddyProviderContract
 */
@PactSource(CatalogPactLoader.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public abstract class ProviderContract {

    /** For subclasses. */
    protected ProviderContract() {}

    /**
     * Returns the catalog of the provider's API.
     *
     * @return the catalog, whose id is the name of the provider in pacts
     */
    protected abstract Catalog catalog();

    /**
     * Returns the provider. Called once for each interaction.
     *
     * @return its driver, which brings it into the states of the contract
     */
    protected abstract ProviderDriver provider();

    /** Sends the request of an interaction, and compares the answer with it. */
    @TestTemplate
    @ExtendWith(ErrorPactInvocations.class)
    final void keepsThePact(PactVerificationContext context) {
        try {
            context.verifyInteraction();
        } catch (AssertionError e) {
            // Pact leaves the details to its report on the console, which is off.
            AnsiConsoleReporter reporter = new AnsiConsoleReporter("failures", null);
            reporter.setVerifier(Objects.requireNonNull(context.getVerifier()));
            String details = reporter.failuresToString(context.getTestExecutionResult());
            throw new AssertionError(
                    "%s: %s%n%s"
                            .formatted(
                                    context.getConsumer().getName(),
                                    context.getInteraction().getDescription(),
                                    details),
                    e);
        }
    }
}

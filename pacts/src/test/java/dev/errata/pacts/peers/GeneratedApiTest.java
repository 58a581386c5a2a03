package dev.errata.pacts.peers;

import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Catalog;
import dev.errata.pacts.CatalogPact;
import dev.errata.pacts.GeneratedApi;
import dev.errata.stub.StubServer;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.assertj.core.api.SoftAssertions;

/** Whatever errors an API has: to the Rust verifier its stubs keep its pact, and get the requests that its catalog has. */
class GeneratedApiTest {

    @Provide
    Arbitrary<List<String>> errors() {
        return GeneratedApi.errors(120);
    }

    /** All in one pact, for the verifier is a process. */
    @Property(tries = 1, seed = "7", shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void stubsKeepThePact(@ForAll("errors") List<String> errors) throws Exception {
        PeersVerifier verifier = PeersVerifier.installed();
        Catalog api = GeneratedApi.catalog(errors);
        SoftAssertions softly = new SoftAssertions();
        try (StubServer<ApiError> stubs = StubServer.start(api);
                StateChanges states = StateChanges.of(api, stubs::willFail)) {
            PeersVerifier.Outcome outcome = verifier.verify(
                    CatalogPact.write(api, GeneratedApi.FOLDER), stubs.rootUrl(), states.url(), GeneratedApi.FOLDER);

            softly.assertThat(outcome.failures()).as(outcome.output()).isEmpty();
            softly.assertThat(outcome.exitCode()).isZero();
            GeneratedApi.assertSent(softly, stubs.traffic());
        }
        softly.assertAll();
    }
}

package dev.errata.assertions;

import java.util.function.Consumer;
import org.apiguardian.api.API;
import org.assertj.core.api.SoftAssertionsProvider;

/**
 * Soft assertions about the Buena.ai API v2, and all those of AssertJ.
 *
 * <pre>{@code
 * BuenaSoftAssertions.assertSoftly(softly -> {
 *     softly.assertThat(response).isError(BuenaError.NOT_FOUND);
 *     softly.assertThat(server.traffic()).didNotRetry();
 * });
 * }</pre>
 *
 * <p>AssertJ's {@code SoftAssertionsExtension} injects them, too:
 *
 * <pre>{@code
 * @ExtendWith(SoftAssertionsExtension.class)
 * class LeadTest {
 *
 *     @InjectSoftAssertions
 *     BuenaSoftAssertions softly;
 * }
 * }</pre>
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public class BuenaSoftAssertions extends AbstractApiSoftAssertions<BuenaErrorAssert> {

    /** Starts without any failure. */
    public BuenaSoftAssertions() {
        super(BuenaErrorAssert.class);
    }

    /**
     * Makes checks, and reports all that failed at the end.
     *
     * @param checks the checks
     * @throws AssertionError if a check failed
     */
    public static void assertSoftly(Consumer<BuenaSoftAssertions> checks) {
        SoftAssertionsProvider.assertSoftly(BuenaSoftAssertions.class, checks);
    }
}

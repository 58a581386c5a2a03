package dev.errata.assertions;

import org.apiguardian.api.API;
import org.assertj.core.api.SoftAssertions;

/**
 * Soft assertions about the Buena.ai API v2, and all those of AssertJ.
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
public class BuenaSoftAssertions extends SoftAssertions implements BuenaSoftAssertionsProvider {

    /** Starts without any failure. */
    public BuenaSoftAssertions() {}
}

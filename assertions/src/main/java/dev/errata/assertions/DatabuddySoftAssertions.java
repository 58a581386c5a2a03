package dev.errata.assertions;

import org.apiguardian.api.API;
import org.assertj.core.api.SoftAssertions;

/**
 * Soft assertions about the Databuddy API, and all those of AssertJ.
 *
 * <pre>{@code
 * @ExtendWith(SoftAssertionsExtension.class)
 * class LeadTest {
 *
 *     @InjectSoftAssertions
 *     DatabuddySoftAssertions softly;
 * }
 * }</pre>
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public class DatabuddySoftAssertions extends SoftAssertions implements DatabuddySoftAssertionsProvider {

    /** Starts without any failure. */
    public DatabuddySoftAssertions() {}
}

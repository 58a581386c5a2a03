package dev.errata.assertions;

import java.util.function.Consumer;
import org.apiguardian.api.API;
import org.assertj.core.api.SoftAssertionsProvider;

/**
 * Soft assertions about the Databuddy API, and all those of AssertJ.
 *
 * <pre>{@code
 * DatabuddySoftAssertions.assertSoftly(softly -> {
 *     softly.assertThat(response).isError(DatabuddyError.NOT_FOUND);
 *     softly.assertThat(server.traffic()).didNotRetry();
 * });
 * }</pre>
 *
 * <p>AssertJ's {@code SoftAssertionsExtension} injects them, too:
 *
 * <pre>{@code
 * @ExtendWith(SoftAssertionsExtension.class)
 * class QueryTest {
 *
 *     @InjectSoftAssertions
 *     DatabuddySoftAssertions softly;
 * }
 * }</pre>
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public class DatabuddySoftAssertions extends AbstractApiSoftAssertions<DatabuddyErrorAssert> {

    /** Starts without any failure. */
    public DatabuddySoftAssertions() {
        super(DatabuddyErrorAssert.class);
    }

    /**
     * Makes checks, and reports all that failed at the end.
     *
     * @param checks the checks
     * @throws AssertionError if a check failed
     */
    public static void assertSoftly(Consumer<DatabuddySoftAssertions> checks) {
        SoftAssertionsProvider.assertSoftly(DatabuddySoftAssertions.class, checks);
    }
}

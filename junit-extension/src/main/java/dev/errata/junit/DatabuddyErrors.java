package dev.errata.junit;

import dev.errata.fixtures.DatabuddyError;
import dev.errata.fixtures.Provenance;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * Runs a parameterized test once for each scenario of the Databuddy API.
 *
 * <pre>{@code
 * @ParameterizedTest
 * @DatabuddyErrors(retryable = Retryable.NO)
 * void isNotTriedAgain(Scenario scenario, DatabuddyServer databuddy) {
 *     DatabuddyClient client = new DatabuddyClient(databuddy.baseUrl(scenario));
 *     ...
 * }
 * }</pre>
 *
 * <p>A test whose first parameter is a {@link DatabuddyError} instead runs once for each error. Conditions add up: a scenario is
 * selected if it meets all of them; what is left empty sets none. A selection of nothing is an error.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@Documented
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ArgumentsSource(DatabuddyErrorsProvider.class)
public @interface DatabuddyErrors {

    /**
     * Only scenarios of these errors.
     *
     * @return the errors
     */
    DatabuddyError[] value() default {};

    /**
     * No scenarios of these errors.
     *
     * @return the errors
     */
    DatabuddyError[] except() default {};

    /**
     * Only these scenarios.
     *
     * @return their ids
     */
    String[] scenarios() default {};

    /**
     * Only scenarios with these HTTP statuses.
     *
     * @return the statuses
     */
    int[] status() default {};

    /**
     * Only scenarios with statuses of these classes.
     *
     * @return the classes
     */
    StatusClass[] statusClass() default {};

    /**
     * Only scenarios that give a reason to try again, or only such that give none.
     *
     * @return which of them
     */
    Retryable retryable() default Retryable.ANY;

    /**
     * Only scenarios that can be trusted so far: see {@link dev.errata.fixtures.Scenario#provenance()}.
     *
     * @return how they are known
     */
    Provenance.Kind[] provenance() default {};
}

package dev.errata.junit;

import dev.errata.fixtures.DatabuddyError;
import dev.errata.fixtures.model.Provenance;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;

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
 * <p>A test whose first parameter is a {@link DatabuddyError} instead runs once for each error, and one that takes both once for each
 * scenario. On a class with {@code @ParameterizedClass}, which JUnit has since 5.13, the same holds for the parameters of its
 * constructor or its fields with {@code @Parameter}. A scenario is selected if it meets all conditions; a member that is left
 * empty sets none. It is an error to select nothing.
 *
 * @see ErrorsSource
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@Documented
@ErrorsSource(DatabuddyError.class)
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface DatabuddyErrors {

    /**
     * Selects scenarios of these errors.
     *
     * @return the errors
     */
    DatabuddyError[] value() default {};

    /**
     * Leaves out scenarios of these errors.
     *
     * @return the errors
     */
    DatabuddyError[] except() default {};

    /**
     * Selects these scenarios.
     *
     * @return their ids
     */
    String[] scenarios() default {};

    /**
     * Selects scenarios with these HTTP statuses.
     *
     * @return the statuses
     */
    int[] status() default {};

    /**
     * Selects scenarios with statuses of these classes.
     *
     * @return the classes
     */
    StatusClass[] statusClass() default {};

    /**
     * Selects scenarios whose error gives a reason to try again, or those whose error gives none.
     *
     * @return which of them
     */
    Retryable retryable() default Retryable.ANY;

    /**
     * Selects scenarios that are known in one of these ways: see {@link dev.errata.fixtures.Scenario#provenance()}.
     *
     * @return how they are known
     */
    Provenance.Kind[] provenance() default {};
}

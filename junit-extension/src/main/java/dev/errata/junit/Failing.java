package dev.errata.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;

/**
 * Lets requests fail by chance, on all servers that an extension starts for the annotated test or class. On a method it
 * takes the place of what stands on the class.
 *
 * <pre>{@code
 * @Test
 * @Failing(rate = 0.05, seed = 42, scenarios = "service-unavailable", faults = Fault.RESET_IN_BODY)
 * void survivesABadDay(BuenaServer buena) { ... }
 *
 * @Test
 * @Failing(exactly = 5, of = 100, seed = 42)
 * void raisesTheAlarm(BuenaServer buena) { ... }
 * }</pre>
 *
 * <p>A test fails if it is annotated itself but has only servers that it shares with others: annotate the class instead. For
 * a server in a static field the class's annotation holds from {@code @BeforeAll} to the end of the class, and those of nested
 * classes come on top of it.
 *
 * @see StubServer#failing(double, long)
 * @see StubServer#failingExactly(int, int, long)
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@Documented
@Inherited
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Failing {

    /**
     * The probability with which a request fails, from 0 to 1; instead of {@link #exactly()}.
     *
     * @return the rate
     */
    double rate() default -1;

    /**
     * How many requests fail, of each {@link #of()}; instead of {@link #rate()}.
     *
     * @return the number
     */
    int exactly() default -1;

    /**
     * Of how many requests {@link #exactly()} so many fail.
     *
     * @return the number
     */
    int of() default 100;

    /**
     * Decides which requests fail and how.
     *
     * @return the seed
     */
    long seed() default 0;

    /**
     * Scenarios to choose from.
     *
     * @return their ids; with no scenarios and no faults all server errors of the catalog
     */
    String[] scenarios() default {};

    /**
     * Faults to choose from.
     *
     * @return the faults
     */
    Fault[] faults() default {};
}

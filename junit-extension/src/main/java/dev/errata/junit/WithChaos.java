package dev.errata.junit;

import dev.errata.fixtures.Fault;
import dev.errata.stub.StubServer;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Fails requests at random, on all servers that extensions give to the annotated test, or to the tests of the annotated class. An
 * annotation on a method or a nested class takes the place of the one around it.
 *
 * <pre>{@code
 * @Test
 * @WithChaos(rate = 0.05, seed = 42, scenarios = "service-unavailable", faults = Fault.RESET_IN_BODY)
 * void survivesABadDay(BuenaServer buena) { ... }
 *
 * @Test
 * @WithChaos(exactly = 5, of = 100, seed = 42)
 * void raisesTheAlarm(BuenaServer buena) { ... }
 * }</pre>
 *
 * <p>On a class that uses the server of a {@code static} field the annotation holds from {@code @BeforeAll} to the end of the
 * class. A test or class fails if none of its servers could be armed, because it has none, and so does a test that is annotated
 * itself but shares its server with tests that run at the same time.
 *
 * @see StubServer#chaos
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@Documented
@Inherited
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ChaosGuard.class)
public @interface WithChaos {

    /**
     * Returns the probability with which a request fails, from 0 to 1; instead of {@link #exactly()}.
     *
     * @return the rate
     */
    double rate() default -1;

    /**
     * Returns the number of requests that fail, of each {@link #of()}; instead of {@link #rate()}.
     *
     * @return the number
     */
    int exactly() default -1;

    /**
     * Returns the number of requests of which {@link #exactly()} fail.
     *
     * @return the number
     */
    int of() default 100;

    /**
     * Returns the seed that decides which requests fail, and how.
     *
     * @return the seed
     */
    long seed() default 0;

    /**
     * Returns the scenarios to choose from.
     *
     * @return their ids; with no scenarios and no faults all server errors that the document names
     */
    String[] scenarios() default {};

    /**
     * Returns the faults to choose from.
     *
     * @return the faults
     */
    Fault[] faults() default {};
}

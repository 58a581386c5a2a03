package dev.errata.junit;

import dev.errata.fixtures.ApiError;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * Runs a parameterized test or class once for each scenario of an API. Can be a meta-annotation.
 *
 * <pre>{@code
 * @Documented
 * @ErrorsSource(ShopError.class)
 * @Target({ElementType.METHOD, ElementType.TYPE})
 * @Retention(RetentionPolicy.RUNTIME)
 * public @interface ShopErrors {
 *     ShopError[] value() default {};
 *     ShopError[] except() default {};
 *     String[] scenarios() default {};
 *     int[] status() default {};
 *     StatusClass[] statusClass() default {};
 *     Retryable retryable() default Retryable.ANY;
 *     Provenance.Kind[] provenance() default {};
 * }
 * }</pre>
 *
 * <p>The annotation may have any of these members; {@link BuenaErrors} says what each selects. On a test the first parameters are
 * a {@link dev.errata.fixtures.Scenario}, an error, or both; a test that takes no scenario runs once for each error. On a class
 * with {@code @ParameterizedClass}, which JUnit has since 5.13, the same holds for the parameters of its constructor or its fields
 * with {@code @Parameter}.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@Documented
@Target({ElementType.ANNOTATION_TYPE, ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ArgumentsSource(ErrorsProvider.class)
@ExtendWith(ErrorsGuard.class)
public @interface ErrorsSource {

    /**
     * Returns the enum of the API's errors, which knows the catalog.
     *
     * @return the enum
     */
    Class<? extends ApiError> value();
}

package dev.errata.examples.shop;

import dev.errata.junit.ErrorsSource;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

// docs: shop-errors
/** Runs a parameterized test once for each scenario of the Shop API. */
@ErrorsSource(ShopError.class)
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface ShopErrors {

    ShopError[] value() default {};

    String[] scenarios() default {};
}
// end

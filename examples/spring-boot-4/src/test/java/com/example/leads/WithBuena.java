package com.example.leads;

import dev.errata.stub.BuenaServer;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistrar;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/** Starts a {@link BuenaServer} as a bean, and sets the property {@code buena.base-url} to its URL. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Import(WithBuena.Beans.class)
@ExtendWith(WithBuena.Reset.class)
public @interface WithBuena {

    @TestConfiguration(proxyBeanMethods = false)
    class Beans {

        @Bean
        BuenaServer buena() {
            return BuenaServer.start();
        }

        @Bean
        DynamicPropertyRegistrar buenaProperties(BuenaServer buena) {
            return registry -> registry.add("buena.base-url", buena::baseUrl);
        }
    }

    /** Spring keeps the server for all tests with the same configuration, so each leaves it as it was. */
    class Reset implements AfterEachCallback {

        @Override
        public void afterEach(ExtensionContext context) {
            var buena = SpringExtension.getApplicationContext(context).getBean(BuenaServer.class);
            try {
                buena.verifyNoUnmatchedRequests();
            } finally {
                buena.reset();
            }
        }
    }
}

package dev.errata.junit.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.fixtures.BuenaError;
import dev.errata.junit.BuenaStubs;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * Tests of Spring Boot whose context is made once, with the URL that the server had then. Each fails in its first run, and passes in a
 * second one if the server is still there.
 */
@SpringBootTest(classes = CachedContext.Application.class, webEnvironment = WebEnvironment.NONE)
abstract class CachedContext {

    @RegisterExtension
    static final BuenaStubs BUENA = new BuenaStubs();

    private static final AtomicInteger CONTEXTS = new AtomicInteger();
    private static final Map<Class<?>, Boolean> RAN = new ConcurrentHashMap<>();

    /** What a cached context holds. */
    record LeadClient(URI url) {}

    @Configuration
    static class Application {
        @Bean
        LeadClient client(@Value("${buena.url}") URI url) {
            CONTEXTS.incrementAndGet();
            return new LeadClient(url);
        }
    }

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        registry.add("buena.url", () -> BUENA.server().baseUrl());
    }

    @Autowired
    private LeadClient client;

    @Test
    void clientOfTheContextReachesTheServer() throws Exception {
        BUENA.server().willFail(BuenaError.SERVICE_UNAVAILABLE);

        assertThat(Client.status(client.url())).isEqualTo(503);
        assertThat(BUENA.server().traffic().total()).isEqualTo(1);
        assertThat(CONTEXTS).hasValue(1);
        assertThat(RAN.put(getClass(), true)).as("ran before").isNotNull();
    }
}

package dev.errata.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.errata.examples.buena.BuenaClient;
import dev.errata.examples.http.RetryConfig;
import dev.errata.junit.BuenaStubs;
import dev.errata.stub.BuenaServer;
import dev.errata.stub.Outage;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A client with a circuit breaker through an outage. */
@ExtendWith(BuenaStubs.class)
@SuppressWarnings("try") // an outage is there to be begun and ended
class OutageTest {

    // docs: outage
    @Test
    void aCircuitBreakerSparesAnApiThatIsDown(BuenaServer buena) {
        var client = BuenaClient.builder(buena.baseUrl(), "any-key")
                .retry(RetryConfig.never())
                .build();
        var breaker = CircuitBreaker.of(
                "buena",
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(3)
                        .minimumNumberOfCalls(3)
                        .build());

        try (Outage outage = buena.outage()) {
            for (int i = 0; i < 3; i++) {
                assertThatExceptionOfType(UncheckedIOException.class)
                        .isThrownBy(() -> breaker.executeSupplier(() -> client.getLead("lead_1")));
            }
            assertThatExceptionOfType(CallNotPermittedException.class)
                    .isThrownBy(() -> breaker.executeSupplier(() -> client.getLead("lead_1")));
        }

        breaker.transitionToHalfOpenState();
        assertThat(breaker.executeSupplier(() -> client.getLead("lead_1")).id()).isEqualTo("lead_1");
        assertThat(breaker.getState()).isEqualTo(State.HALF_OPEN);
    }
    // end
}

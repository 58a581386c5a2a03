package dev.errata.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.errata.examples.buena.BuenaApiException;
import dev.errata.examples.buena.BuenaClient;
import dev.errata.examples.http.ErrorMonitor;
import dev.errata.examples.http.ErrorMonitor.Snapshot;
import dev.errata.fixtures.BuenaTestData;
import dev.errata.junit.BuenaStubs;
import dev.errata.stub.BuenaServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The alert that Buena's document recommends: at an error rate of 5 %. */
@ExtendWith(BuenaStubs.class)
class ErrorMonitorTest {

    private final List<Snapshot> alerts = new ArrayList<>();
    private final ErrorMonitor monitor = new ErrorMonitor(alerts::add);

    @Test
    void oneErrorInTwentyRequestsRaisesAnAlert(BuenaServer buena) {
        succeed(buena, 19);
        fail(buena);

        assertThat(alerts).containsExactly(new Snapshot(20, Map.of("NOT_FOUND", 1L)));
        assertThat(alerts.get(0).errorRate()).isEqualTo(0.05);
    }

    @Test
    void oneErrorInTwentyOneRequestsDoesNot(BuenaServer buena) {
        succeed(buena, 20);
        fail(buena);

        assertThat(alerts).isEmpty();
    }

    @Test
    void anotherErrorRaisesNoSecondAlert(BuenaServer buena) {
        succeed(buena, 19);
        fail(buena);
        fail(buena);

        assertThat(alerts).hasSize(1);
        assertThat(monitor.snapshot()).isEqualTo(new Snapshot(21, Map.of("NOT_FOUND", 2L)));
    }

    private void succeed(BuenaServer buena, int times) {
        BuenaClient client = client(buena);
        for (int request = 0; request < times; request++) {
            client.getLead("lead_1");
        }
    }

    private void fail(BuenaServer buena) {
        assertThatExceptionOfType(BuenaApiException.class)
                .isThrownBy(() -> client(buena).getLead(BuenaTestData.MISSING_LEAD_ID));
    }

    private BuenaClient client(BuenaServer buena) {
        return BuenaClient.builder(buena.baseUrl(), "any-key").monitor(monitor).build();
    }
}

package dev.errata.junit;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A server that nobody closed does not hold the JVM. */
class ForgottenServerTest {

    @Test
    void doesNotHoldTheJvm() throws Exception {
        assertThat(OtherJvm.run(Forgetful.class))
                .contains("shared host: answered 429 and 200", "own port: answered 429 and 200");
    }

    static final class Forgetful {
        private Forgetful() {}

        public static void main(String[] args) {
            System.out.println("shared host: " + startAndForget(ServerOptions.defaults()));
            System.out.println(
                    "own port: " + startAndForget(ServerOptions.defaults().ownPort()));
        }
    }

    @SuppressWarnings("resource")
    private static String startAndForget(ServerOptions options) {
        BuenaServer forgotten = BuenaServer.start(options);
        // A delayed answer has a thread of another kind.
        forgotten.stubFor(get("/api/v2/delayed").willReturn(ok().withFixedDelay(50)));
        int failed = Http.get(forgotten.baseUrl("rate-limited"), "/leads").statusCode();
        int delayed = Http.get(forgotten.baseUrl(), "/delayed").statusCode();
        return "answered " + failed + " and " + delayed;
    }
}

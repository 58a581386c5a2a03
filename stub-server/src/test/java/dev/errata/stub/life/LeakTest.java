package dev.errata.stub.life;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.errata.stub.BuenaServer;
import dev.errata.stub.support.Http;
import dev.errata.stub.support.OtherJvm;
import dev.errata.stub.support.Threads;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Closed servers leave nothing behind: no thread, no file descriptor, no memory. */
@Tag("slow")
class LeakTest {

    @Test
    void closedServersLeaveNothingBehind() throws Exception {
        assertThat(OtherJvm.run(ManyServers.class)).contains("10000 servers");
    }

    /** Runs in a JVM of its own, where nothing else opens and closes anything. */
    static final class ManyServers {

        private ManyServers() {}

        public static void main(String[] args) throws Exception {
            serve(100);
            Threads threads = Threads.now();
            long files = openFiles();
            long heap = usedHeap();

            serve(10_000);

            assertThat(threads.left()).isEmpty();
            assertThat(openFiles()).isLessThan(files + 100);
            assertThat(usedHeap()).isLessThan(heap + 8 * 1024 * 1024);
            System.out.println("10000 servers");
        }

        private static void serve(int servers) {
            for (int i = 0; i < servers; i++) {
                try (BuenaServer buena = BuenaServer.start()) {
                    if (i % 50 == 0) {
                        buena.stubFor(get("/api/v2/mine").willReturn(ok("mine")));
                        assertThat(Http.get(buena.baseUrl(), "/mine").body()).isEqualTo("mine");
                    }
                    if (i % 10 == 0) {
                        assertThat(Http.get(buena.baseUrl("rate-limited"), "/leads")
                                        .statusCode())
                                .isEqualTo(429);
                    }
                }
            }
        }

        private static long openFiles() {
            return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                    ? unix.getOpenFileDescriptorCount()
                    : 0;
        }

        /** What is left when the collector has had several hints. */
        private static long usedHeap() {
            for (int i = 0; i < 5; i++) {
                System.gc();
            }
            return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        }
    }
}

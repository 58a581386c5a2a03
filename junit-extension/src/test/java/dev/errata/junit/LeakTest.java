package dev.errata.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs leave nothing behind: no thread, no port, no file descriptor, no server on a host that goes on running. */
class LeakTest {

    @Test
    void aThousandRunsLeaveNothingBehind() throws Exception {
        assertThat(OtherJvm.run(AThousandRuns.class)).contains("1000 runs");
    }

    @Test
    void runsOnAHostThatGoesOnLeaveNoServer() throws Exception {
        assertThat(OtherJvm.run(RunsOnOneHost.class)).contains("200 servers, all closed");
    }

    static final class AThousandRuns {

        private AThousandRuns() {}

        public static void main(String[] args) throws Exception {
            Run.of(SmallClass.class, OwnPort.class);
            Threads threads = Threads.now();
            long files = openFiles();

            int runs = 0;
            while (runs < 1_000) {
                Run run = Run.of(runs % 20 == 0 ? OwnPort.class : SmallClass.class);
                assertThat(run.failures()).isEmpty();
                assertStopped(URI.create(run.servers().get(0)));
                runs++;
            }

            assertThat(threads.left()).isEmpty();
            assertThat(openFiles()).isLessThan(files + 100);
            System.out.println(runs + " runs");
        }

        private static void assertStopped(URI url) {
            assertThatExceptionOfType(ConnectException.class)
                    .isThrownBy(() -> new Socket(url.getHost(), url.getPort()).close());
        }

        private static long openFiles() {
            return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                    ? unix.getOpenFileDescriptorCount()
                    : 0;
        }
    }

    static final class RunsOnOneHost {

        private RunsOnOneHost() {}

        public static void main(String[] args) throws IOException {
            Set<String> urls = new HashSet<>();
            try (BuenaServer host = BuenaServer.start()) {
                for (int i = 0; i < 200; i++) {
                    urls.addAll(Run.of(SmallClass.class).servers());
                }
                urls.forEach(url ->
                        assertThat(Http.get(URI.create(url), "/leads").body()).contains("It was closed"));
                assertThat(Http.get(host.baseUrl(), "/leads").statusCode()).isEqualTo(200);
            }
            System.out.println(urls.size() + " servers, all closed");
        }
    }

    @ExtendWith(BuenaStubs.class)
    static class SmallClass {

        SmallClass(BuenaServer buena, TestReporter reporter) {
            Run.see(reporter, buena);
        }

        @Test
        void test(BuenaServer same) {
            assertThat(same).isNotNull();
        }
    }

    static class OwnPort {

        @RegisterExtension
        static final BuenaStubs BUENA = BuenaStubs.builder().ownPort().build();

        @BeforeAll
        static void before(TestReporter reporter) {
            Run.see(reporter, BUENA.server());
        }

        @Test
        void test(BuenaServer same) {
            assertThat(same).isNotNull();
        }
    }
}

package dev.errata.stub.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.errata.stub.http.StubRequest;
import dev.errata.stub.http.StubResponse;
import dev.errata.stub.internal.http.exchange.RequestHandler;
import dev.errata.stub.internal.http.exchange.Responder;
import dev.errata.stub.internal.http.exchange.Transmission;
import dev.errata.stub.internal.http.exchange.UnreadableRequest;
import dev.errata.stub.support.FreePorts;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The life of ports: they open and close in any thread, and leave nothing behind. */
class HttpPortTest {

    private static final RequestHandler HANDLER = new Greeting();

    @Test
    void answersUnderItsUrlUntilItIsClosed() throws IOException {
        HttpPort port = open(0);
        try (port) {
            assertThat(port.url()).isEqualTo("http://127.0.0.1:" + port.port());
            try (RawClient client = new RawClient(port)) {
                assertThat(client.get("/").readBody()).isEqualTo("hello");
            }
        }
        port.close();

        assertRefused(port.port());
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 127.0.0.1",
        "::, 127.0.0.1",
        "::1, [0:0:0:0:0:0:0:1]",
        "127.0.0.2, 127.0.0.2",
        "localhost, 127.0.0.1"
    })
    void urlNamesAHostThatClientsReach(String address, String host) throws IOException {
        assertThat(Binding.LOOPBACK.withAddress(InetAddress.getByName(address)).host())
                .isEqualTo(host);
    }

    @Test
    void listensOnOtherAddressesToo() throws IOException {
        Binding all = Binding.LOOPBACK.withAddress(InetAddress.getByName("0.0.0.0"));
        try (HttpPort port = HttpPort.open(all, Recorder.CLOCK, HANDLER);
                RawClient client = new RawClient(port)) {
            assertThat(client.get("/").readBody()).isEqualTo("hello");
        }
    }

    @Test
    void tellsWhyItCannotListen() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, Binding.LOOPBACK.address())) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> open(taken.getLocalPort()))
                    .withMessage("Cannot listen on 127.0.0.1:" + taken.getLocalPort() + ": Address already in use.");
        }
        Binding foreign = Binding.LOOPBACK.withAddress(InetAddress.getByName("192.0.2.1"));
        assertThatIllegalStateException()
                .isThrownBy(() -> HttpPort.open(foreign, Recorder.CLOCK, HANDLER))
                .withMessageStartingWith("Cannot listen on 192.0.2.1:0: ");
        assertThatIllegalStateException()
                .isThrownBy(() -> RefusingPort.open(foreign))
                .withMessageStartingWith("Cannot reserve a port of 192.0.2.1: ");
    }

    @Test
    void portOfOnesChoiceCanBeUsedAgainAtOnce() throws IOException {
        int number = FreePorts.find();
        for (int i = 0; i < 3; i++) {
            try (HttpPort port = open(number);
                    RawClient client = new RawClient(port)) {
                assertThat(client.send("GET / HTTP/1.0\r\n\r\n").readToEnd()).endsWith("hello");
            }
        }
    }

    private static HttpPort open(int number) {
        return HttpPort.open(Binding.LOOPBACK.withPort(number), Recorder.CLOCK, HANDLER);
    }

    /** The system has some 28,000 numbers: if it were asked for any, some would come twice. */
    @Test
    @Tag("slow")
    void portsClosedLatelyAreNotGivenOutAgain() {
        Set<Integer> numbers = new HashSet<>();
        for (int i = 0; i < 1_500; i++) {
            try (HttpPort port = open(0);
                    RefusingPort refusing = RefusingPort.open(Binding.LOOPBACK)) {
                assertThat(numbers.add(port.port())).isTrue();
                assertThat(numbers.add(portOf(refusing))).isTrue();
            }
        }
    }

    @Test
    void refusingPortRefusesAndIsTaken() throws IOException {
        RefusingPort refusing = RefusingPort.open(Binding.LOOPBACK);
        int number = portOf(refusing);
        try (refusing) {
            assertThat(refusing.url()).isEqualTo("http://127.0.0.1:" + number);
            assertRefused(number);
            assertThatIllegalStateException().isThrownBy(() -> open(number));
        }
        refusing.close();

        assertRefused(number);
        open(number).close();
    }

    private static int portOf(RefusingPort refusing) {
        return Integer.parseInt(refusing.url().substring("http://127.0.0.1:".length()));
    }

    @Test
    void opensAndClosesInAnInterruptedThread() throws IOException {
        Thread.currentThread().interrupt();
        HttpPort port = open(0);
        boolean kept = Thread.interrupted();
        try (RawClient client = new RawClient(port)) {
            assertThat(client.get("/").readBody()).isEqualTo("hello");
        }
        Thread.currentThread().interrupt();
        port.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(kept).isTrue();
        assertRefused(port.port());
    }

    /** An interrupt may come at any moment. Each is kept for whom it was meant for, and no port or descriptor is lost. */
    @Test
    @Tag("slow")
    void interruptsAtRandomHarmNothing() throws Exception {
        open(0).close();
        long descriptors = descriptors();
        Semaphore kept = new Semaphore(0);
        FutureTask<Void> work = new FutureTask<>(() -> openAndClose(1_000, kept), null);
        Thread worker = new Thread(work);
        worker.start();
        Random random = new Random(7);
        int interrupts = 0;
        while (!work.isDone()) {
            LockSupport.parkNanos(random.nextInt(300_000));
            worker.interrupt();
            assertThat(kept.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
            interrupts++;
        }
        work.get();

        assertThat(interrupts).isGreaterThan(10);
        assertThat(descriptors()).isLessThanOrEqualTo(descriptors + 5);
    }

    private static void openAndClose(int times, Semaphore interruptsKept) {
        for (int i = 0; i < times; i++) {
            open(0).close();
            if (Thread.interrupted()) {
                interruptsKept.release();
            }
        }
        // One may still come when all is done.
        interruptsKept.release(1_000_000);
    }

    @Test
    @Tag("slow")
    void twoThousandAreOpenAtOnceWithoutAThreadEach() throws IOException {
        open(0).close();
        int threads = ManagementFactory.getThreadMXBean().getThreadCount();
        long heap = heap();
        List<HttpPort> ports = new ArrayList<>();
        try {
            for (int i = 0; i < 2_000; i++) {
                ports.add(open(0));
            }
            long each = (heap() - heap) / ports.size();
            assertThat(each).isLessThan(12_000);
            assertThat(ManagementFactory.getThreadMXBean().getThreadCount()).isLessThan(threads + 10);
            System.out.println("a port takes " + each + " bytes of heap");
            for (HttpPort port : ports) {
                try (RawClient client = new RawClient(port)) {
                    assertThat(client.get("/").readBody()).isEqualTo("hello");
                }
            }
        } finally {
            ports.forEach(HttpPort::close);
        }
    }

    @Test
    @Tag("slow")
    void connectionsThatEndedAreForgotten() throws IOException {
        try (HttpPort port = open(0)) {
            connectAndLeave(port, 100);
            long heap = heap();

            connectAndLeave(port, 2_000);

            assertThat(heap() - heap).isLessThan(1_000_000);
        }
    }

    private static void connectAndLeave(HttpPort port, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            try (RawClient client = new RawClient(port)) {
                assertThat(client.get("/").readBody()).isEqualTo("hello");
            }
        }
    }

    @Test
    @Tag("slow")
    void tenThousandLeaveNothingBehind() throws Exception {
        openAskAndClose(100);
        long descriptors = descriptors();
        long heap = heap();

        openAskAndClose(10_000);

        // The keys of the last ports go with the next selection.
        assertThat(descriptors()).isLessThanOrEqualTo(descriptors + 5);
        assertThat(heap() - heap).isLessThan(2_000_000);
        assertThat(threads()).isLessThan(50);
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (threads() > 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        assertThat(threads())
                .as("threads some seconds after the last port was closed")
                .isZero();
        assertThat(descriptors()).isLessThanOrEqualTo(descriptors);
        openAskAndClose(1);
    }

    private static void openAskAndClose(int times) throws IOException {
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            try (HttpPort port = open(0)) {
                // These stay open at the client, as in the pool of one that is used by many tests.
                RawClient client = new RawClient(port);
                clients.add(client);
                assertThat(client.get("/").readBody()).isEqualTo("hello");
            }
            if (clients.size() == 100) {
                for (RawClient client : clients) {
                    client.close();
                }
                clients.clear();
            }
        }
        for (RawClient client : clients) {
            client.close();
        }
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("errata-http-"))
                .count();
    }

    private static long descriptors() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Test
    void threadsTakeNothingOverFromTests() throws Exception {
        Recorder recorder = Recorder.of((request, responder) -> responder.send(Transmission.of(StubResponse.text(
                200,
                Thread.currentThread().isDaemon() + " " + Thread.currentThread().getContextClassLoader()))));
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(new ClassLoader(null) {});
        try (HttpPort port = recorder.open();
                RawClient client = new RawClient(port)) {
            assertThat(client.get("/").readBody()).isEqualTo("true " + HttpPort.class.getClassLoader());
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Test
    void forgottenPortDoesNotKeepTheJvm() throws Exception {
        Path output = Files.createTempFile("errata", ".txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-classpath",
                        System.getProperty("java.class.path"),
                        Forgotten.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            boolean ended = process.waitFor(60, TimeUnit.SECONDS);

            assertThat(Files.readString(output)).isEqualTo("hello");
            assertThat(ended).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
            Files.delete(output);
        }
    }

    /** Leaves a port open, and a connection. */
    static final class Forgotten {

        private Forgotten() {}

        @SuppressWarnings("resource")
        public static void main(String[] args) throws IOException {
            System.out.print(new RawClient(open(0)).get("/").readBody());
        }
    }

    /** Says hello, and keeps nothing. */
    private static final class Greeting implements RequestHandler {
        @Override
        public void handle(StubRequest request, Responder responder) {
            responder.send(Transmission.of(StubResponse.text(200, "hello")));
        }

        @Override
        public void refuse(UnreadableRequest request, Responder responder) {
            responder.send(Transmission.of(StubResponse.text(request.status(), request.reason())));
        }

        @Override
        public void brokeOff(UnreadableRequest request) {
            // Nobody asks.
        }
    }

    private static void assertRefused(int port) {
        assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> new RawClient(port).close());
    }
}

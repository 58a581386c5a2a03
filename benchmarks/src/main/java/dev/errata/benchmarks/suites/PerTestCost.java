package dev.errata.benchmarks.suites;

import dev.errata.benchmarks.Effort;
import dev.errata.benchmarks.Fork;
import dev.errata.benchmarks.Inputs;
import dev.errata.benchmarks.contenders.Contender;
import dev.errata.benchmarks.forks.PerTest;
import java.util.List;

/** What a JUnit test with one request takes. */
public final class PerTestCost implements Suite {

    private static final String TESTS = "dev.errata.benchmarks.tests.";

    /** A way to write the test. */
    private record Way(String title, String testClass, Contender contender) {}

    private static final List<Way> WAYS = List.of(
            new Way("Errata", "ErrataTest", Contender.ERRATA),
            new Way("WireMock, instance field", "WireMockPerTest", Contender.WIREMOCK),
            new Way("WireMock, static field (shared)", "WireMockShared", Contender.WIREMOCK),
            new Way("WireMock, @WireMockTest (shared)", "WireMockAnnotated", Contender.WIREMOCK),
            new Way("MockWebServer", "MockWebServerPerTest", Contender.MOCK_WEB_SERVER),
            new Way("Errata, TLS", "ErrataTls", Contender.ERRATA),
            new Way("MockWebServer, TLS", "MockWebServerTls", Contender.MOCK_WEB_SERVER),
            new Way("MockServer (shared)", "MockServerShared", Contender.MOCK_SERVER),
            new Way("JDK server, port for each test", "JdkServerPerTest", Contender.JDK),
            new Way("JDK server, prefix for each test", "JdkServerPrefixed", Contender.JDK));

    @Override
    public String id() {
        return "per-test";
    }

    @Override
    public String title() {
        return "A JUnit test with one request";
    }

    @Override
    public String parameter() {
        return "parallelism";
    }

    @Override
    public List<Metric> metrics() {
        return List.of(new Metric("time", "Time per test", "µs"), new Metric("wrong", "Wrong answers", "%"));
    }

    @Override
    public List<Run> runs(Effort effort, Inputs inputs) {
        String warmUp = effort.choose("4000", "0");
        String timed = effort.choose("1000", "10");
        return effort.choose(List.of("1", "2"), List.of("2")).stream()
                .flatMap(parallelism -> WAYS.stream()
                        .map(way -> new Run(
                                way.title(),
                                parallelism,
                                () -> Fork.of(
                                                PerTest.class,
                                                way.contender(),
                                                "junit-",
                                                "opentest4j",
                                                "errata-fixtures",
                                                "jackson-")
                                        .run(TESTS + way.testClass(), parallelism, warmUp, timed))))
                .toList();
    }
}

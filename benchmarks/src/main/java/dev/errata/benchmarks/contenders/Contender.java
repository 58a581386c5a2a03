package dev.errata.benchmarks.contenders;

import java.util.List;

/** Who is measured. */
public enum Contender {
    ERRATA("Errata", ErrataScenarioUrls.class, List.of("errata-", "jackson-", "wiremock-standalone")),
    ERRATA_PLAIN("Errata, plain URL", ErrataPlainUrl.class, List.of("errata-", "jackson-", "wiremock-standalone")),
    ERRATA_OWN_CATALOG(
            "Errata, own catalog", ErrataOwnCatalog.class, List.of("errata-", "jackson-", "wiremock-standalone")),
    ERRATA_OWN_STUB("Errata, own stub", ErrataOwnStub.class, List.of("errata-", "jackson-", "wiremock-standalone")),
    WIREMOCK("WireMock", WireMockStubs.class, List.of("wiremock-standalone")),
    MOCK_WEB_SERVER(
            "MockWebServer",
            MockWebServerDispatcher.class,
            List.of("mockwebserver3", "okhttp", "okio", "kotlin-stdlib")),
    MOCK_SERVER("MockServer", MockServerExpectations.class, List.of("mockserver-")),
    JDK("JDK server", JdkServer.class, List.of());

    private final String title;
    private final Class<? extends ErrorServer> server;
    // It is one of List.of(...).
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> jars;

    Contender(String title, Class<? extends ErrorServer> server, List<String> jars) {
        this.title = title;
        this.server = server;
        this.jars = jars;
    }

    /** The name in tables and plots. */
    public String title() {
        return title;
    }

    /** The class of its {@link ErrorServer}. */
    public String server() {
        return server.getName();
    }

    /** What the names of the jars begin with that it needs. */
    public List<String> jars() {
        return jars;
    }
}

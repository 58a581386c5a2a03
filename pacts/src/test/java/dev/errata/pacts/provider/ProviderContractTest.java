package dev.errata.pacts.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.abortedWithReason;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import au.com.dius.pact.provider.junitsupport.Provider;
import com.github.tomakehurst.wiremock.client.WireMock;
import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Fault;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.model.RequestExample;
import dev.errata.fixtures.traffic.Exchange;
import dev.errata.stub.BuenaServer;
import dev.errata.stub.DatabuddyServer;
import dev.errata.stub.StubServer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;
import org.opentest4j.TestAbortedException;

/** Contracts as users write them, run from outside. */
class ProviderContractTest {

    private static final int BUENA = Catalog.buena().scenarios().size();

    /** How many of them a request brings about. */
    private static final int TRIGGERED = (int) Catalog.buena().scenarios().stream()
            .filter(scenario -> scenario.trigger().isPresent())
            .count();

    private static Events run(Class<?> contract) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(contract))
                .execute()
                .testEvents();
    }

    /** A contract whose provider is played by a stub server. */
    abstract static class AgainstStubs extends BuenaProviderContract {

        final BuenaServer server = BuenaServer.start();

        @AfterAll
        void close() {
            server.close();
        }
    }

    @Test
    void theStubsKeepThePactAtTheirPlainUrlToo() {
        run(Triggered.class)
                .assertStatistics(
                        tests -> tests.started(BUENA).succeeded(TRIGGERED).aborted(BUENA - TRIGGERED));
    }

    /** The documented request alone brings each scenario about, without any state. */
    static class Triggered extends AgainstStubs {

        @Override
        protected ProviderDriver provider() {
            return new ProviderDriver() {
                @Override
                public URI rootUrl() {
                    return server.rootUrl();
                }

                @Override
                public void enter(Scenario scenario, RequestExample request) {
                    if (scenario.trigger().isEmpty()) {
                        throw new TestAbortedException("no request brings it about");
                    }
                }
            };
        }
    }

    @Test
    void anApiThatIsDataAloneHasAContractToo() {
        run(Shop.class).assertStatistics(tests -> tests.started(1).succeeded(1));
    }

    @Provider("shop")
    static class Shop extends ProviderContract {

        private StubServer<ApiError> server;

        @BeforeAll
        void start() {
            server = StubServer.start(catalog());
        }

        @Override
        protected Catalog catalog() {
            return Catalog.loadResource("shop");
        }

        @Override
        protected ProviderDriver provider() {
            return ProviderDriver.stubs(server);
        }

        @AfterAll
        void close() {
            server.close();
        }
    }

    /** Pact's own client decodes paths, and sends a method that it does not know as GET. */
    @Test
    void theProviderAndItsDriverGetTheRequestsAsTheyAre(@TempDir Path folder) throws Exception {
        List<String> requests = List.of(
                "GET /files/a%2Fb",
                "GET /files/a+b",
                "GET /files/a%20b",
                "GET /files/%C3%A9",
                "PURGE /files/7",
                "GET /files?%5Bx%5D=1&tag=a%26b&tag=c%3Dd%20e");
        Requested.folder = folder;
        Requested.asked.clear();
        Files.writeString(folder.resolve("catalog.json"), """
                {
                  "id": "files",
                  "name": "Files API",
                  "document": { "title": "Errors", "read": "2026-11-27" },
                  "basePath": "/v1",
                  "envelope": { "contentType": "text/plain" },
                  "errors": { %s }
                }""".formatted(IntStream.range(0, requests.size())
                .mapToObj(i -> """
                        "E%d": { "description": "Any.", "status": 404, "inferred": "Any.", "request": "%s", "response": {} }""".formatted(i, requests.get(i)))
                .collect(Collectors.joining(","))));

        run(Requested.class).assertStatistics(tests -> tests.started(6).succeeded(6));

        assertThat(Requested.asked).containsExactlyInAnyOrderElementsOf(requests);
        assertThat(Requested.received)
                .containsExactlyInAnyOrderElementsOf(requests.stream()
                        .map(request -> request.replace(" /", " /v1/"))
                        .toList());
    }

    @Provider("files")
    static class Requested extends ProviderContract {

        static final List<String> asked = new ArrayList<>();
        static Path folder;
        static List<String> received = List.of();

        private final StubServer<ApiError> server = StubServer.start(catalog());
        private final ProviderDriver stubs = ProviderDriver.stubs(server);

        @Override
        protected Catalog catalog() {
            return Catalog.load(folder);
        }

        @Override
        protected ProviderDriver provider() {
            return new ProviderDriver() {
                @Override
                public URI rootUrl() {
                    return stubs.rootUrl();
                }

                @Override
                public void enter(Scenario scenario, RequestExample request) {
                    asked.add(request.toString());
                    stubs.enter(scenario, request);
                }
            };
        }

        @AfterAll
        void close() {
            received = server.traffic().exchanges().stream()
                    .map(exchange -> exchange.request().method() + " "
                            + exchange.request().url())
                    .toList();
            server.close();
        }
    }

    @Test
    void aProviderThatLeavesThePactFailsAndIsToldWhere() {
        Events tests = run(OtherMessageType.class);

        tests.assertStatistics(all -> all.started(BUENA).succeeded(0).failed(BUENA));
        tests.failed()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(finishedWithFailure(message(text -> text.contains("that ends in lead-not-found")
                                && text.contains("$.message")
                                && text.contains("status: expected status of 404 but was 200")))));
    }

    static class OtherMessageType extends AgainstStubs {

        @BeforeAll
        void leaveThePact() {
            server.stubFor(WireMock.any(WireMock.anyUrl()).willReturn(WireMock.okJson("""
                            {"error":true,"code":"NOT_FOUND","message":17,"version":"2.0","timestamp":"2024-01-20T15:30:00Z"}""")));
        }

        @Override
        protected ProviderDriver provider() {
            return ProviderDriver.stubs(server);
        }
    }

    @Test
    void everyStateIsEnteredAndLeftAroundOneRequestAndTheDriversHeadersAreSent() {
        int scenarios = Catalog.databuddy().scenarios().size();

        run(Recording.class).assertStatistics(tests -> tests.started(scenarios).succeeded(scenarios));

        assertThat(Recording.STEPS).hasSize(4 * scenarios);
        for (int i = 0; i < Recording.STEPS.size(); i += 4) {
            String id = Recording.STEPS.get(i).substring("enter ".length());
            assertThat(Recording.STEPS.subList(i, i + 4))
                    .containsExactly("enter " + id, "headers " + id, "key of " + id, "leave " + id);
        }
    }

    static class Recording extends DatabuddyProviderContract {

        static final List<String> STEPS = new ArrayList<>();

        private final DatabuddyServer server = DatabuddyServer.start();
        private final ProviderDriver stubs = ProviderDriver.stubs(server);

        @Override
        protected ProviderDriver provider() {
            return new ProviderDriver() {
                @Override
                public URI rootUrl() {
                    return stubs.rootUrl();
                }

                @Override
                public void enter(Scenario scenario, RequestExample request) {
                    STEPS.add("enter " + scenario.id());
                    stubs.enter(scenario, request);
                }

                @Override
                public Map<String, String> headers(Scenario scenario) {
                    STEPS.add("headers " + scenario.id());
                    return Map.of("X-Key-Of", "key of " + scenario.id());
                }

                @Override
                public void leave(Scenario scenario) {
                    List<Exchange> exchanges = server.traffic().exchanges();
                    STEPS.add(exchanges
                            .get(exchanges.size() - 1)
                            .request()
                            .header("X-Key-Of")
                            .orElse("no key"));
                    STEPS.add("leave " + scenario.id());
                    stubs.leave(scenario);
                }
            };
        }

        @AfterAll
        void close() {
            server.close();
        }
    }

    @Test
    void aDriverThatFailsOrSkipsIsNotAsked() {
        Events tests = run(Unable.class);

        tests.assertStatistics(all -> all.started(BUENA).failed(1).aborted(BUENA - 1));
        tests.failed().assertThatEvents().haveExactly(1, event(finishedWithFailure(message("no database"))));
        tests.aborted()
                .assertThatEvents()
                .haveExactly(BUENA - 1, event(abortedWithReason(message("not possible here"))));
    }

    static class Unable extends BuenaProviderContract {

        @Override
        protected ProviderDriver provider() {
            return new ProviderDriver() {
                @Override
                public URI rootUrl() {
                    throw new AssertionError("asked for without its state");
                }

                @Override
                public void enter(Scenario scenario, RequestExample request) {
                    if (scenario.id().equals("duplicate-lead")) {
                        throw new IllegalStateException("no database");
                    }
                    throw new TestAbortedException("not possible here");
                }

                @Override
                public void leave(Scenario scenario) {
                    throw new AssertionError("left without having been entered");
                }
            };
        }
    }

    @Test
    void ofTheRealApiExactlyTheLiveScenariosAreAskedForAndOnceEach() {
        Events tests = run(Live.class);

        tests.assertStatistics(
                all -> all.started(Catalog.databuddy().scenarios().size())
                        .succeeded(2)
                        .aborted(Catalog.databuddy().scenarios().size() - 2));
        assertThat(Live.exchanges)
                .extracting(
                        exchange -> exchange.scenario().orElseThrow().id(),
                        exchange -> exchange.request().header("x-api-key").orElse("none"))
                .containsExactlyInAnyOrder(
                        tuple("missing-credentials", "none"), tuple("rejected-api-key", "invalid_key"));
    }

    /** The real one is played by a stub server, which counts. */
    static class Live extends DatabuddyProviderContract {

        static List<Exchange> exchanges = List.of();

        private final DatabuddyServer real = DatabuddyServer.start();

        @Override
        protected ProviderDriver provider() {
            return new LiveDriver(
                    catalog(),
                    Map.of("ERRATA_DATABUDDY_URL", real.baseUrl().toString(), "ERRATA_DATABUDDY_KEY", "real-key"));
        }

        @AfterAll
        void close() {
            exchanges = real.traffic().exchanges();
            real.close();
        }
    }

    @Test
    void aProviderThatIsNotThereFailsWithTheReason() {
        run(NotThere.class)
                .failed()
                .assertThatEvents()
                .hasSize(BUENA)
                .allSatisfy(event -> assertThat(event.getPayload().toString()).contains("Connection refused"));
    }

    static class NotThere extends AgainstStubs {

        @Override
        protected ProviderDriver provider() {
            return new ProviderDriver() {
                @Override
                public URI rootUrl() {
                    URI baseUrl = server.baseUrl(Fault.CONNECTION_REFUSED);
                    return URI.create("http://127.0.0.1:" + baseUrl.getPort());
                }

                @Override
                public void enter(Scenario scenario, RequestExample request) {}
            };
        }
    }

    @Test
    void aProviderIsAskedOnceWhateverItAnswers() {
        run(Scripted.class).assertStatistics(tests -> tests.started(BUENA).succeeded(BUENA));
    }

    /** A state that is good for one request. */
    static class Scripted extends AgainstStubs {

        @Override
        protected ProviderDriver provider() {
            return new ProviderDriver() {
                @Override
                public URI rootUrl() {
                    return server.rootUrl();
                }

                @Override
                public void enter(Scenario scenario, RequestExample request) {
                    server.willFail(scenario);
                }
            };
        }
    }

    @Test
    void aContractThatIsNotWholeSaysWhatItLacks() {
        assertThat(reason(WithoutProvider.class))
                .isEqualTo("WithoutProvider needs @Provider with the id of its catalog");
        assertThat(reason(OtherProvider.class))
                .isEqualTo("OtherProvider is @Provider(\"shoppe\"), but the id of its catalog is \"shop\"");
        assertThat(reason(PerMethod.class))
                .isEqualTo(
                        "PerMethod must keep @TestInstance(PER_CLASS), because its catalog is read before the first test");
    }

    private static String reason(Class<?> contract) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(contract))
                .execute()
                .containerEvents()
                .failed()
                .stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class)
                        .getThrowable()
                        .orElseThrow()
                        .getMessage())
                .findFirst()
                .orElseThrow();
    }

    static class WithoutProvider extends ProviderContract {

        @Override
        protected Catalog catalog() {
            return Catalog.loadResource("shop");
        }

        @Override
        protected ProviderDriver provider() {
            throw new AssertionError("asked for");
        }
    }

    @Provider("shoppe")
    static class OtherProvider extends WithoutProvider {}

    @Provider("shop")
    @TestInstance(TestInstance.Lifecycle.PER_METHOD)
    static class PerMethod extends WithoutProvider {}

    @Test
    void theRealApiIsSkippedWhereTheEnvironmentNamesNone() {
        Events tests = run(Real.class);

        tests.assertStatistics(all -> all.started(BUENA).aborted(BUENA));
    }

    static class Real extends BuenaProviderContract {

        @Override
        protected ProviderDriver provider() {
            return new LiveDriver(catalog(), Map.of());
        }
    }
}

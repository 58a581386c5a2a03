package dev.errata.junit;

import static dev.errata.stub.injection.Failure.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import com.github.tomakehurst.wiremock.client.WireMock;
import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Fault;
import dev.errata.fixtures.Scenario;
import dev.errata.junit.coverage.CoverageException;
import dev.errata.report.Coverage;
import dev.errata.report.Coverage.Kind;
import dev.errata.report.Coverage.Outcome;
import dev.errata.report.CoverageFolder;
import dev.errata.stub.BuenaServer;
import dev.errata.stub.DatabuddyServer;
import dev.errata.stub.ServerOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs test classes as a build tool does, through the launcher, which finds the error coverage by itself. */
class ErrorCoverageTest {

    private static final int SCENARIOS = Catalog.buena().scenarios().size();

    /** What two scenarios of Buena are in percent, and four. */
    private static final int TWO = 200 / SCENARIOS;

    private static final int FOUR = 400 / SCENARIOS;

    @TempDir
    Path folder;

    @ExtendWith(BuenaStubs.class)
    static class OneServerEach {

        @Test
        void passes(BuenaServer buena) {
            Http.get(buena.baseUrl("lead-not-found"), "/leads");
            Http.get(buena.baseUrl("lead-not-found"), "/leads");
            Http.get(buena.baseUrl("rate-limited"), "/leads");
        }

        @Test
        void fails(BuenaServer buena) {
            Http.get(buena.baseUrl("duplicate-lead"), "/leads");
            throw new AssertionError("on purpose");
        }

        @Test
        void isAborted(BuenaServer buena) {
            Http.get(buena.baseUrl("expired-api-key"), "/leads");
            assumeThat(false).isTrue();
        }

        @Test
        void meetsNothing(BuenaServer buena) {
            Http.get(buena.baseUrl(), "/leads");
        }
    }

    @Test
    void showsWhichTestMetWhatHowOftenAndHowItEnded() {
        Coverage coverage = run(OneServerEach.class);

        assertThat(met(coverage))
                .isEqualTo(Map.of(
                        "OneServerEach > passes(BuenaServer)", Map.of("lead-not-found", 2L, "rate-limited", 1L),
                        "OneServerEach > fails(BuenaServer)", Map.of("duplicate-lead", 1L),
                        "OneServerEach > isAborted(BuenaServer)", Map.of("expired-api-key", 1L)));
        assertThat(coverage.tests())
                .extracting(Coverage.Test::outcome)
                .containsExactlyInAnyOrder(Outcome.PASSED, Outcome.FAILED, Outcome.ABORTED);
        assertThat(coverage.problems()).isEmpty();
    }

    static class InFrontOfARealApi {

        static final BuenaServer real = BuenaServer.start(ServerOptions.defaults());

        @RegisterExtension
        static final BuenaStubs stubs = new BuenaStubs(ServerOptions.defaults().upstream(real.baseUrl()));

        @BeforeAll
        static void fail() {
            real.stubFor(WireMock.get("/api/v2/leads/lead_1")
                    .willReturn(WireMock.jsonResponse(
                            "{\"error\": true, \"code\": \"NOT_FOUND\", \"message\": \"No lead_1\"}", 404)));
            real.stubFor(WireMock.get(WireMock.urlPathEqualTo("/api/v2/leads/lead_2"))
                    .willReturn(WireMock.jsonResponse(
                            "{\"error\": true, \"code\": \"LEAD_LOCKED\", \"message\": \"by s3cret-key\"}", 423)));
        }

        @Test
        void meetsErrors(BuenaServer buena) {
            Http.get(buena.baseUrl(), "/leads/lead_1");
            Http.get(buena.baseUrl(), "/leads/lead_2?api_key=s3cret-key");
            Http.get(buena.baseUrl(), "/leads/lead_2?api_key=s3cret-key");
            Http.get(buena.baseUrl(), "/health");
        }

        @AfterAll
        static void close() {
            real.close();
        }
    }

    @Test
    void errorsOfTheUpstreamAreCoveredAndListedIfNoCatalogKnowsThem() {
        String printed = printed(() -> launch(Map.of(), InFrontOfARealApi.class));

        Coverage coverage = read();
        assertThat(met(coverage))
                .isEqualTo(Map.of("InFrontOfARealApi > meetsErrors(BuenaServer)", Map.of("lead-not-found", 1L)));
        assertThat(coverage.candidates()).hasSize(1);
        assertThat(printed)
                .contains("Answered by the upstream, but not in the catalog:")
                .containsOnlyOnce("    buena 423 LEAD_LOCKED, GET /api/v2/leads/lead_2?api_key=***: "
                        + "{\"error\": true, \"code\": \"LEAD_LOCKED\", \"message\": \"by ***\"}")
                .doesNotContain("s3cret");
    }

    @ExtendWith(BuenaStubs.class)
    static class NamedAfterItsRequest {

        @ParameterizedTest
        @ValueSource(strings = "/leads?api_key=s3cret&page=2")
        void meetsOne(String request, BuenaServer buena) {
            Http.get(buena.baseUrl("expired-api-key"), request);
        }
    }

    @Test
    void masksCredentialsInNamesOfTests() throws IOException {
        Coverage coverage = run(NamedAfterItsRequest.class);

        assertThat(coverage.tests())
                .singleElement()
                .satisfies(test -> assertThat(test.name()).contains("/leads?api_key=***&page=2"));
        assertThat(folder.resolve("coverage.json")).content().doesNotContain("s3cret");
        assertThat(folder.resolve("index.html")).content().doesNotContain("s3cret");
    }

    @Test
    void showsWhatNoTestMet() {
        Coverage.Api buena = run(OneServerEach.class).apis().get(0);

        assertThat(buena.coveredScenarios()).isEqualTo(4);
        assertThat(buena.missing())
                .hasSize(Catalog.buena().scenarios().size() - 4)
                .contains("missing-api-key", "service-unavailable");
    }

    @Test
    void apiThatNobodyAskedAnythingIsShownWithNothingCovered() {
        assertThat(run(Idle.class).apis()).singleElement().satisfies(api -> {
            assertThat(api.id()).isEqualTo("databuddy");
            assertThat(api.percent()).isZero();
        });
    }

    @ExtendWith(DatabuddyStubs.class)
    static class Idle {
        @Test
        void asksNothing(DatabuddyServer databuddy) {
            assertThat(databuddy).isNotNull();
        }
    }

    @ExtendWith(BuenaStubs.class)
    static class SharedByAClass {

        private static BuenaServer buena;

        @BeforeAll
        static void start(BuenaServer server) {
            buena = server;
            Http.get(buena.baseUrl("bad-gateway"), "/leads");
        }

        @Test
        void one() {
            Http.get(buena.baseUrl("lead-not-found"), "/leads");
        }

        @Test
        void other() {
            Http.get(buena.baseUrl("rate-limited"), "/leads");
        }

        @Nested
        class Inside {
            @Test
            void third() {
                Http.get(buena.baseUrl("duplicate-lead"), "/leads");
            }
        }

        @AfterAll
        static void end() {
            Http.get(buena.baseUrl("service-unavailable"), "/leads");
        }
    }

    @Test
    void testsThatShareAServerAreToldApartAndSoIsTheirSetUp() {
        Coverage coverage = run(SharedByAClass.class);

        assertThat(coverage.tests())
                .filteredOn(test -> test.kind() == Kind.TEST)
                .hasSize(3);
        assertThat(coverage.tests())
                .filteredOn(test -> test.kind() == Kind.CONTAINER)
                .hasSize(1);
        assertThat(met(coverage))
                .isEqualTo(Map.of(
                        "SharedByAClass", Map.of("bad-gateway", 1L, "service-unavailable", 1L),
                        "SharedByAClass > one()", Map.of("lead-not-found", 1L),
                        "SharedByAClass > other()", Map.of("rate-limited", 1L),
                        "SharedByAClass > Inside > third()", Map.of("duplicate-lead", 1L)));
    }

    abstract static class WithField {
        @RegisterExtension
        static final BuenaStubs STUBS = new BuenaStubs();
    }

    static class First extends WithField {
        @Test
        void first() {
            Http.get(STUBS.server().baseUrl("lead-not-found"), "/leads");
        }
    }

    static class Second extends WithField {
        @Test
        void second() {
            Http.get(STUBS.server().baseUrl("rate-limited"), "/leads");
        }
    }

    @Test
    void classesThatShareAServerAreToldApart() {
        assertThat(met(run(First.class, Second.class)))
                .isEqualTo(Map.of(
                        "First > first()", Map.of("lead-not-found", 1L),
                        "Second > second()", Map.of("rate-limited", 1L)));
    }

    static class WithoutExtension {

        private static final BuenaServer FORGOTTEN = BuenaServer.start();

        @Test
        void startsItself() {
            try (BuenaServer buena = BuenaServer.start()) {
                Http.get(buena.baseUrl("lead-not-found"), "/leads");
            }
        }

        @Test
        void usesOneOfTheClass() {
            Http.get(FORGOTTEN.baseUrl("rate-limited"), "/leads");
        }
    }

    @Test
    void serversThatAreStartedByHandCountToo() {
        assertThat(met(run(WithoutExtension.class)))
                .isEqualTo(Map.of(
                        "WithoutExtension > startsItself()", Map.of("lead-not-found", 1L),
                        "WithoutExtension > usesOneOfTheClass()", Map.of("rate-limited", 1L)));
        WithoutExtension.FORGOTTEN.close();
    }

    @ExtendWith(BuenaStubs.class)
    static class Many {
        @RepeatedTest(40)
        void meetsOne(BuenaServer buena) {
            Http.get(buena.baseUrl("lead-not-found"), "/leads");
        }
    }

    @Test
    void concurrentTestsAreToldApart() {
        Coverage coverage = run(
                Map.of(
                        "junit.jupiter.execution.parallel.enabled", "true",
                        "junit.jupiter.execution.parallel.mode.default", "concurrent",
                        "junit.jupiter.execution.parallel.config.strategy", "fixed",
                        "junit.jupiter.execution.parallel.config.fixed.parallelism", "4"),
                Many.class);

        assertThat(coverage.tests())
                .hasSize(40)
                .allSatisfy(
                        test -> assertThat(test.answers()).isEqualTo(Map.of("buena", Map.of("lead-not-found", 1L))));
    }

    @ExtendWith(BuenaStubs.class)
    static class Broken {
        @Test
        void getsNoAnswer(BuenaServer buena) {
            buena.willFail(failure("lead-not-found").with(Fault.RESET_AFTER_HEADERS));
            assertThatThrownBy(() -> Http.get(buena.baseUrl(), "/leads")).isInstanceOf(UncheckedIOException.class);
        }

        @Test
        void getsAHalf(BuenaServer buena) {
            buena.willFail(failure("lead-not-found").with(Fault.TRUNCATED_JSON));
            Http.get(buena.baseUrl(), "/leads");
        }

        @Test
        void getsOneByAScript(BuenaServer buena) {
            buena.willFail(BuenaError.SERVICE_UNAVAILABLE);
            Http.get(buena.baseUrl(), "/leads");
        }

        @Test
        void getsOneByATrigger(BuenaServer buena) {
            Http.get(buena.baseUrl(), "/leads/lead_abc123");
        }
    }

    @Test
    void countsWhatReachedTheClientAndNothingElse() {
        assertThat(met(run(Broken.class)))
                .isEqualTo(Map.of(
                        "Broken > getsOneByAScript(BuenaServer)", Map.of("service-unavailable", 1L),
                        "Broken > getsOneByATrigger(BuenaServer)", Map.of("lead-not-found", 1L)));
    }

    static class DocumentedOnly {
        @RegisterExtension
        final BuenaStubs stubs = new BuenaStubs(ServerOptions.defaults().documentedOnly());

        @Test
        void meetsOne(BuenaServer buena) {
            Http.get(buena.baseUrl("lead-not-found"), "/leads");
        }
    }

    @Test
    void serverOfDocumentedScenariosAloneLeavesTheOthersToCover() {
        assertThat(run(DocumentedOnly.class, OneServerEach.class).problems()).isEmpty();
        assertThat(run(DocumentedOnly.class).apis().get(0).scenarios())
                .isEqualTo(Catalog.buena().scenarios().size());
    }

    @Test
    void isOffUntilItIsAskedFor() {
        launchAsIs(Map.of("errata.coverage.folder", folder.toString()), OneServerEach.class);

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void canBeSwitchedOff() {
        launch(Map.of("errata.coverage.enabled", "false", "errata.coverage.minimum", "90%"), OneServerEach.class);

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void minimumWithoutCoverageFailsTheRunAndSaysHowToSwitchItOn() {
        assertThatThrownBy(() -> launchAsIs(
                        Map.of("errata.coverage.folder", folder.toString(), "errata.coverage.minimum", "90%"),
                        OneServerEach.class))
                .isInstanceOf(CoverageException.class)
                .hasMessage("errata.coverage.minimum has no effect, because error coverage is off."
                        + " Set errata.coverage.enabled=true, or set it to false to suppress this failure.");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void serverThatIsOlderThanTheRunCountsToo() {
        launchAsIs(Map.of(), First.class);
        Coverage coverage = run(First.class);

        assertThat(met(coverage)).isEqualTo(Map.of("First > first()", Map.of("lead-not-found", 1L)));
    }

    @ExtendWith(BuenaStubs.class)
    static class Slow {
        @Test
        void meetsOneByAndBy(BuenaServer buena) {
            buena.willFail(failure("lead-not-found").with(Fault.DRIBBLED_BODY));
            Http.get(buena.baseUrl(), "/leads");
            // The client has the last byte before the server knows.
            while (!buena.traffic().exchanges().get(0).delivery().whole()) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void answerThatArrivesSlowlyButWholeCounts() {
        assertThat(met(run(Slow.class)))
                .isEqualTo(Map.of("Slow > meetsOneByAndBy(BuenaServer)", Map.of("lead-not-found", 1L)));
    }

    @Test
    void suiteWithoutServersWritesNothing() {
        launch(Map.of(), NoServer.class);

        assertThat(folder).isEmptyDirectory();
    }

    static class NoServer {
        @Test
        void passes() {}
    }

    @ExtendWith(BuenaStubs.class)
    static class FourOfTwenty {

        private static final List<String> SCENARIOS =
                List.of("lead-not-found", "rate-limited", "duplicate-lead", "expired-api-key");

        @Test
        void meetsFour(BuenaServer buena) {
            SCENARIOS.forEach(scenario -> Http.get(buena.baseUrl(scenario), "/leads"));
        }
    }

    @Test
    void minimumThatIsMissedFailsTheRunAndNamesWhatIsMissing() {
        assertThatThrownBy(() -> launch(Map.of("errata.coverage.minimum", (FOUR + 1) + "%"), FourOfTwenty.class))
                .isInstanceOf(CoverageException.class)
                .hasMessageStartingWith("Less than " + (FOUR + 1) + " % of the documented scenarios")
                .hasMessageContaining(
                        "Buena.ai API v2: " + FOUR + " %, never answered: missing-api-key, malformed-api-key, ");
        assertThat(folder.resolve("index.html")).exists();
    }

    @Test
    void minimumThatIsReachedFailsNothing() {
        launch(Map.of("errata.coverage.minimum", FOUR + "%"), FourOfTwenty.class);

        assertThat(folder.resolve("index.html")).exists();
    }

    @Test
    void minimumOfAnApiIsItsOwn() {
        launch(
                Map.of("errata.coverage.minimum", "100%", "errata.coverage.minimum.buena", FOUR + "%"),
                FourOfTwenty.class);

        assertThatThrownBy(() -> launch(Map.of("errata.coverage.minimum.buena", (FOUR + 1) + "%"), FourOfTwenty.class))
                .isInstanceOf(CoverageException.class)
                .hasMessageStartingWith("Less than " + (FOUR + 1) + " % of");
    }

    @Test
    void minimumOfAnUnknownApiIsAWarning() {
        assertThat(printed(() -> launch(Map.of("errata.coverage.minimum.beuna", "80%"), FourOfTwenty.class)))
                .contains("Warning: The minimum for \"beuna\" has no effect", "Recorded: buena.");
    }

    @Test
    void excludedScenariosNeedNotBeMet() {
        String others = Catalog.buena().scenarios().stream()
                .map(Scenario::id)
                .filter(id -> !FourOfTwenty.SCENARIOS.contains(id))
                .map("buena/"::concat)
                .collect(Collectors.joining(", "));

        assertThat(printed(() -> launch(
                        Map.of("errata.coverage.minimum", "100%", "errata.coverage.exclude", others),
                        FourOfTwenty.class)))
                .contains("4 of   4 (100 %) of scenarios, " + (SCENARIOS - 4) + " excluded");
    }

    @Test
    void apiThatNobodyAskedAnythingIsNotJudged() {
        assertThat(printed(() -> launch(Map.of("errata.coverage.minimum", "100%"), Idle.class)))
                .contains("of scenarios, no requests");
    }

    @ExtendWith(BuenaStubs.class)
    static class Happy {
        @Test
        void meetsSuccessesOnly(BuenaServer buena) {
            Http.get(buena.baseUrl(), "/leads");
        }
    }

    @Test
    void apiThatGaveNothingButSuccessesIsJudged() {
        assertThatThrownBy(() -> launch(Map.of("errata.coverage.minimum", "1%"), Happy.class))
                .isInstanceOf(CoverageException.class)
                .hasMessageContaining("Buena.ai API v2: 0 %");
    }

    @ExtendWith(BuenaStubs.class)
    static class Flaky {

        private static boolean broken;

        @Test
        void first(BuenaServer buena) {
            Http.get(buena.baseUrl("lead-not-found"), "/leads");
            assertThat(broken).isFalse();
        }

        @Test
        void second(BuenaServer buena) {
            Http.get(buena.baseUrl("rate-limited"), "/leads");
        }
    }

    @Test
    void sessionWithFailuresIsNotJudgedAndTheNextOneJudgesBoth() {
        Map<String, String> tooMuch = Map.of("errata.coverage.minimum", (TWO + 1) + "%");
        Flaky.broken = true;
        assertThat(printed(() -> launch(tooMuch, Flaky.class)))
                .contains("The minimum was not checked, because tests failed.");
        Flaky.broken = false;

        assertThatThrownBy(() -> launch(tooMuch, selectMethod(Flaky.class, "first", BuenaServer.class)))
                .isInstanceOf(CoverageException.class)
                .hasMessageContaining("Buena.ai API v2: " + TWO + " %");
        launch(Map.of("errata.coverage.minimum", TWO + "%"), selectMethod(Flaky.class, "first", BuenaServer.class));
    }

    @Test
    void rerunThatStartsNoServerJudgesWhatFailuresLeft() {
        Flaky.broken = true;
        launch(Map.of("errata.coverage.minimum", (TWO + 1) + "%"), Flaky.class);

        assertThatThrownBy(() -> launch(Map.of("errata.coverage.minimum", (TWO + 1) + "%"), NoServer.class))
                .isInstanceOf(CoverageException.class)
                .hasMessageContaining("Buena.ai API v2: " + TWO + " %");
        launch(Map.of("errata.coverage.minimum", (TWO + 1) + "%"), NoServer.class);
    }

    @Test
    void failureThatIsRerunInTheSameSessionIsNone() throws IOException {
        LauncherDiscoveryRequest request = request(
                withFolder(folder, Map.of("errata.coverage.minimum", (TWO + 1) + "%")), selectClass(Flaky.class));
        Flaky.broken = true;
        LauncherSession session = LauncherFactory.openSession();
        session.getLauncher().execute(request);
        Flaky.broken = false;
        session.getLauncher().execute(request);

        assertThatThrownBy(session::close)
                .isInstanceOf(CoverageException.class)
                .hasMessageContaining("Buena.ai API v2: " + TWO + " %");
        assertThat(CoverageFolder.read(folder).tests())
                .hasSize(2)
                .allSatisfy(test -> assertThat(test.outcome()).isEqualTo(Outcome.PASSED));
    }

    @ParameterizedTest
    @CsvSource({
        "test,             BTest,              -Dtest=BTest",
        "it.test,          BIT#x,              -Dit.test=BIT#x",
        "errata.coverage.partial, true,        errata.coverage.partial=true",
        "sun.java.command, com.intellij.rt.junit.JUnitStarter -ideVersion5 -junit5 BTest, it was started by an IDE",
        "sun.java.command, org.eclipse.jdt.internal.junit.runner.RemoteTestRunner -version 3, it was started by an IDE",
    })
    void partOfASuiteIsRecordedButNotJudged(String parameter, String value, String reason) throws IOException {
        assertThat(printed(
                        () -> launch(Map.of("errata.coverage.minimum", "100%", parameter, value), FourOfTwenty.class)))
                .contains("The minimum was not checked, because this run is only a part of the suite: " + reason + ".");
        assertThat(met(CoverageFolder.read(folder))).hasSize(1);
    }

    @Test
    void minimumThatIsNoPercentageFailsTheRun() {
        for (String wrong : List.of("much", "101%", "-1", "0.9", "")) {
            assertThatThrownBy(() -> launch(Map.of("errata.coverage.minimum.buena", wrong), OneServerEach.class))
                    .as(wrong)
                    .isInstanceOf(CoverageException.class)
                    .hasMessage("errata.coverage.minimum.buena must be a percentage such as 90%%, is \"%s\"", wrong);
        }
    }

    @Test
    void exclusionThatIsNoneFailsTheRunAndCannotForgeWhatIsPrinted() {
        assertThatThrownBy(() -> launch(Map.of("errata.coverage.exclude", "all\u001b[2J"), FourOfTwenty.class))
                .isInstanceOf(CoverageException.class)
                .hasMessage("errata.coverage.exclude must name scenarios as API/SCENARIO, such as buena/bad-gateway*,"
                        + " is \"all\\u001b[2J\"");
    }

    @Test
    void projectsThatShareAFolderAreToldApart() {
        launch(Map.of("basedir", folder.resolve("client").toString()), Flaky.class);
        launch(Map.of("basedir", folder.resolve("sync").toString()), Flaky.class);
        Coverage both = run(Map.of("basedir", folder.resolve("sync").toString()), Flaky.class);

        assertThat(both.tests()).hasSize(4);
    }

    @Test
    void folderThatCannotBeWrittenBreaksNoBuild() throws IOException {
        String file = Files.createFile(folder.resolve("file")).toString();

        launch(Map.of("errata.coverage.folder", file), OneServerEach.class);

        assertThat(folder.resolve("file")).isEmptyFile();
    }

    @Test
    void folderThatCannotBeWrittenBreaksABuildThatHasAMinimum() throws IOException {
        String file = Files.createFile(folder.resolve("file")).toString();

        assertThatThrownBy(() -> launch(
                        Map.of("errata.coverage.folder", file, "errata.coverage.minimum", "0%"), OneServerEach.class))
                .isInstanceOf(CoverageException.class)
                .hasMessageContaining("cannot be written to " + file)
                .hasMessageContaining("errata.coverage.folder");
    }

    @Test
    void secondRunIsAddedToTheFirst() {
        launch(Map.of(), First.class);
        Coverage both = run(Second.class);

        assertThat(met(both)).containsOnlyKeys("First > first()", "Second > second()");
        assertThat(folder.resolve("parts")).isEmptyDirectory();
    }

    /** Runs in a JVM of its own; the arguments are the folder, system properties, and the test classes. */
    static final class Fork {
        private Fork() {}

        public static void main(String[] arguments) throws ClassNotFoundException {
            List<Class<?>> testClasses = new ArrayList<>();
            for (String argument : List.of(arguments).subList(1, arguments.length)) {
                String[] property = argument.split("=", 2);
                if (property.length == 2) {
                    System.setProperty(property[0], property[1]);
                } else {
                    testClasses.add(Class.forName(argument));
                }
            }
            launch(Path.of(arguments[0]), Map.of(), testClasses.toArray(new Class<?>[0]));
        }
    }

    @ExtendWith(BuenaStubs.class)
    static class Together {
        @Test
        void meetsOneWhileAnotherJvmRecords(BuenaServer buena) throws IOException {
            Http.get(buena.baseUrl(System.getProperty("scenario")), "/leads");
            Path meeting = Path.of(System.getProperty("meeting"));
            Files.createTempFile(meeting, "arrived", "");
            while (count(meeting) < 2) {
                Thread.onSpinWait();
            }
        }

        private static long count(Path folder) throws IOException {
            try (Stream<Path> files = Files.list(folder)) {
                return files.count();
            }
        }
    }

    @Test
    @Tag("slow")
    void runsOfOneTestAtTheSameTimeAddUpAndTheLastToEndIsJudged() throws IOException {
        Path meeting = Files.createDirectories(folder.resolve("meeting"));
        List<CompletableFuture<String>> jvms = Stream.of("lead-not-found", "rate-limited")
                .map(scenario -> forkAside(
                        Together.class,
                        "scenario=" + scenario,
                        "meeting=" + meeting,
                        "errata.coverage.minimum=" + TWO + "%"))
                .toList();

        assertThat(jvms).allSatisfy(jvm -> assertThat(jvm.join()).contains("Error coverage"));
        assertThat(met(CoverageFolder.read(folder)))
                .isEqualTo(Map.of(
                        "Together > meetsOneWhileAnotherJvmRecords(BuenaServer)",
                        Map.of("lead-not-found", 1L, "rate-limited", 1L)));
    }

    @ExtendWith(BuenaStubs.class)
    static class Killed {
        @Test
        void isKilled(BuenaServer buena) {
            Http.get(buena.baseUrl("rate-limited"), "/leads");
            if (Boolean.getBoolean("killed")) {
                Runtime.getRuntime().halt(0);
            }
        }
    }

    @Test
    @Tag("slow")
    void jvmsThatRunAtTheSameTimeDoNotClobberEachOther() throws IOException {
        List<CompletableFuture<String>> jvms = Stream.of(First.class, Second.class)
                .map(testClass -> forkAside(testClass))
                .toList();

        assertThat(jvms)
                .allSatisfy(jvm -> assertThat(jvm.join())
                        .contains("Error coverage", "of scenarios", "Report: ", "index.html")
                        .doesNotContain("Warning"));
        assertThat(met(CoverageFolder.read(folder))).containsOnlyKeys("First > first()", "Second > second()");
        assertThat(folder.resolve("parts")).isEmptyDirectory();
    }

    @Test
    @Tag("slow")
    void jvmThatIsKilledLosesTheTestItWasAtAlone() throws IOException {
        fork(Many.class, "killed=true", Killed.class.getName());
        assertThat(folder.resolve("coverage.json")).doesNotExist();

        String next = fork(Second.class);

        assertThat(next).contains("Warning: A test run that began at", "was killed", "first 40 tests");
        assertThat(met(CoverageFolder.read(folder)))
                .hasSize(41)
                .containsKey("Second > second()")
                .doesNotContainKey("Killed > isKilled(BuenaServer)");
    }

    /** From a thread of its own: those of the common pool may be too few for two JVMs that wait for each other. */
    private CompletableFuture<String> forkAside(Class<?> testClass, String... more) {
        return CompletableFuture.supplyAsync(() -> fork(testClass, more), task -> new Thread(task, "fork").start());
    }

    private String fork(Class<?> testClass, String... more) {
        try {
            return OtherJvm.run(
                    Fork.class,
                    System.getProperty("java.class.path"),
                    Stream.concat(Stream.of(folder.toString(), testClass.getName()), Stream.of(more))
                            .toArray(String[]::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String printed(Runnable action) {
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            action.run();
        } finally {
            System.setOut(console);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    private Coverage run(Class<?>... testClasses) {
        return run(Map.of(), testClasses);
    }

    private Coverage run(Map<String, String> parameters, Class<?>... testClasses) {
        launch(parameters, testClasses);
        return read();
    }

    private Coverage read() {
        try {
            return CoverageFolder.read(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void launch(Map<String, String> parameters, Class<?>... testClasses) {
        launch(folder, parameters, testClasses);
    }

    private void launch(Map<String, String> parameters, DiscoverySelector selector) {
        execute(request(withFolder(folder, parameters), selector));
    }

    private static void launch(Path folder, Map<String, String> parameters, Class<?>... testClasses) {
        launchAsIs(withFolder(folder, parameters), testClasses);
    }

    private static Map<String, String> withFolder(Path folder, Map<String, String> parameters) {
        Map<String, String> all =
                new HashMap<>(Map.of("errata.coverage.enabled", "true", "errata.coverage.folder", folder.toString()));
        all.putAll(parameters);
        return all;
    }

    private static void launchAsIs(Map<String, String> all, Class<?>... testClasses) {
        execute(request(
                all, Arrays.stream(testClasses).map(type -> selectClass(type)).toArray(ClassSelector[]::new)));
    }

    private static void execute(LauncherDiscoveryRequest request) {
        try (LauncherSession session = LauncherFactory.openSession()) {
            session.getLauncher().execute(request);
        }
    }

    private static LauncherDiscoveryRequest request(Map<String, String> parameters, DiscoverySelector... selectors) {
        return LauncherDiscoveryRequestBuilder.request()
                .selectors(selectors)
                // However these tests themselves are run, by Maven with -Dtest, or by an IDE.
                .configurationParameters(Map.of("test", "", "it.test", "", "sun.java.command", ""))
                .configurationParameters(parameters)
                .build();
    }

    /** What each test met of Buena.ai, by the names of the tests. */
    private static Map<String, Map<String, Long>> met(Coverage coverage) {
        return coverage.tests().stream()
                .collect(Collectors.toMap(
                        test -> test.name().replaceFirst("^ErrorCoverageTest[$]", ""),
                        test -> test.answers().getOrDefault("buena", Map.of())));
    }
}

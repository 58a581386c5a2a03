package dev.errata.junit.coverage;

import org.apiguardian.api.API;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Reports at the end of a test run which documented errors and scenarios servers answered to clients, in which tests, and which
 * never. The JUnit Platform finds this class by itself, and it does nothing unless {@code errata.coverage.enabled} is {@code
 * true}.
 *
 * <p>A table is printed, and {@code coverage.json} and {@code index.html} are written to {@code target/errata}, with Gradle
 * {@code build/errata}. Several JVMs may write there at the same time. What earlier runs left there is kept, as JaCoCo does:
 * a test that runs again counts as it ran the last time.
 *
 * <p>An answer counts if the whole of it left the server. Where tests that run concurrently share a server, the report may show
 * one of them for what another one caused.
 *
 * <p>These parameters are JUnit's configuration parameters, and so may be system properties, or stand in {@code
 * junit-platform.properties}:
 *
 * <ul>
 *   <li>{@code errata.coverage.enabled}: {@code true} switches it on
 *   <li>{@code errata.coverage.folder}: where to write
 *   <li>{@code errata.coverage.minimum}: the percentage of the scenarios of each API, such as {@code 90%}, below which the run
 *       fails with the list of what is missing
 *   <li>{@code errata.coverage.minimum.API}: the same for one API, by its id, such as {@code errata.coverage.minimum.buena}
 *   <li>{@code errata.coverage.exclude}: scenarios that need not be covered, such as {@code buena/bad-gateway*}, with commas
 *       between them
 *   <li>{@code errata.coverage.partial}: {@code true} says that this run is a part of the suite, which no minimum is for
 * </ul>
 *
 * <p>A minimum is judged at the end of a session of the JUnit Platform, by all that the folder has. It is not judged, which is
 * printed, if tests failed, since they may be run again; if the run is partial, by that parameter, by Maven's {@code -Dtest} or
 * {@code -Dit.test}, or because an IDE runs it; and as long as another JVM records to the same folder. An API to which no
 * client sent a request has nothing to reach.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class ErrorCoverage implements LauncherSessionListener {

    private final Recording recording = new Recording(System.out::println);

    /** For the JUnit Platform. */
    public ErrorCoverage() {}

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        session.getLauncher().registerTestExecutionListeners(recording);
    }

    /**
     * Writes the report.
     *
     * @throws CoverageException if the coverage is below {@code errata.coverage.minimum}, or cannot be written
     */
    @Override
    public void launcherSessionClosed(LauncherSession session) {
        recording.end();
    }
}

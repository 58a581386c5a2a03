package dev.errata.junit;

import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;
import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Scenario;
import dev.errata.junit.internal.Chance;
import dev.errata.junit.internal.Failure;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.apiguardian.api.API;

/**
 * Requests that fail by chance, at the plain URL of a server. A seed decides which of them fail and how, so that a run can be
 * repeated; when a test fails, the JUnit extensions tell it.
 *
 * <pre>{@code
 * buena.failing(0.05, 42);                                                 // any server error
 * buena.failing(0.2, 42).with(Fault.RESET_IN_BODY).with("rate-limited");   // one of these
 * buena.failingExactly(5, 100, 42);                                        // 5 of each 100 requests
 * }</pre>
 *
 * <p>Without a choice, requests fail with one of the catalog's server errors (status 500 and above). Where requests come
 * concurrently, it depends on their order which of them is the n-th; how many of the first n fail does not.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class Chaos {

    private final StubServer server;
    private final Chance chance;
    private boolean chosen;

    Chaos(StubServer server, String name, long seed, Chance.Odds odds) {
        this.server = server;
        this.chance = new Chance(name, seed, odds, serverErrors(server));
        server.open().behaviour().expose(chance);
    }

    /** A catalog without server errors has some other errors. */
    private static List<Failure> serverErrors(StubServer server) {
        List<Scenario> all = server.catalog().scenarios();
        List<Scenario> errors =
                all.stream().filter(scenario -> scenario.status() >= 500).toList();
        return (errors.isEmpty() ? all : errors).stream().map(Failure::of).toList();
    }

    /**
     * Chooses the principal scenarios of errors, besides what was chosen before.
     *
     * @param errors errors of the server's catalog
     * @return this chaos
     * @throws NoSuchElementException if the catalog lacks one of them
     */
    public Chaos with(ApiError... errors) {
        return choose(Arrays.stream(errors).map(server::principal).map(Failure::of));
    }

    /**
     * Chooses scenarios, besides what was chosen before.
     *
     * @param scenarios ids of scenarios of the server's catalog
     * @return this chaos
     * @throws NoSuchElementException if the catalog lacks one of them; says which are near
     */
    public Chaos with(String... scenarios) {
        return choose(Arrays.stream(scenarios).map(server.catalog()::scenario).map(Failure::of));
    }

    /**
     * Chooses faults, besides what was chosen before.
     *
     * @param faults faults that a request can meet
     * @return this chaos
     * @throws IllegalArgumentException if one is {@link Fault#CONNECTION_REFUSED}
     */
    public Chaos with(Fault... faults) {
        return choose(Arrays.stream(faults).map(FailureScript::scriptable).map(Failure::of));
    }

    private Chaos choose(Stream<Failure> failures) {
        server.open();
        Stream<Failure> before = chosen ? chance.failures().stream() : Stream.empty();
        List<Failure> choice = Stream.concat(before, failures).toList();
        chosen = !choice.isEmpty();
        if (chosen) {
            chance.failures(choice);
        }
        return this;
    }

    /**
     * Only for requests that fit, the URL as the API sees it, base path included. Others are not counted.
     *
     * @param requests such as {@code postRequestedFor(urlPathEqualTo("/api/v2/leads"))}, in WireMock's DSL
     * @return this chaos
     * @throws IllegalArgumentException if it asks for a request matcher by name; there are none
     */
    public Chaos on(RequestPatternBuilder requests) {
        server.open();
        chance.on(requests.build());
        return this;
    }

    /** Ends it. A test that fails later tells its seed all the same. */
    public void stop() {
        chance.stop();
    }

    /** What was asked for, the seed, and how many requests met it. */
    @Override
    public String toString() {
        return chance.toString();
    }
}

package dev.errata.stub;

import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Fault;
import dev.errata.fixtures.Scenario;
import dev.errata.stub.injection.Chaos;
import dev.errata.stub.injection.Failure;
import dev.errata.stub.internal.armed.FailureSampler;
import dev.errata.stub.internal.armed.Script;
import dev.errata.stub.internal.pipeline.Engine;
import dev.errata.stub.internal.wiremock.RequestMatcher;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import org.apiguardian.api.API;

/**
 * The requests to a server that match a pattern. It holds no state, so it can be used any number of times.
 *
 * @param <E> the type of the API's errors
 * @see StubServer#on
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class MatchingRequests<E extends ApiError> {

    private final Engine engine;
    private final RequestMatcher requests;

    MatchingRequests(Engine engine, RequestMatcher requests) {
        this.engine = engine;
        this.requests = requests;
    }

    /**
     * Fails the next of these requests with the principal scenario of an error.
     *
     * @param error an error of the server's API
     * @throws NoSuchElementException if the catalog has no scenario of the error
     * @throws IllegalStateException if the server is closed
     */
    public void willFail(E error) {
        arm(Failure.failure(error));
    }

    /**
     * Fails the next of these requests with a scenario.
     *
     * @param scenario a scenario of the server's API
     * @throws NoSuchElementException if the catalog has no such scenario
     * @throws IllegalStateException if the server is closed
     */
    public void willFail(Scenario scenario) {
        arm(Failure.failure(scenario));
    }

    /**
     * Fails the next of these requests with a scenario.
     *
     * @param scenario the id of a scenario of the server's API
     * @throws NoSuchElementException if the catalog has no such scenario; says which are near
     * @throws IllegalStateException if the server is closed
     */
    public void willFail(String scenario) {
        arm(Failure.failure(scenario));
    }

    /**
     * Breaks the answer to the next of these requests.
     *
     * @param fault the fault
     * @throws IllegalArgumentException if the fault is of {@link Fault.Stage#CONNECTION}
     * @throws IllegalStateException if the server is closed
     */
    public void willFail(Fault fault) {
        arm(Failure.failure(fault));
    }

    /**
     * Fails the next of these requests, one after the other.
     *
     * @param failures the steps, at least one
     * @throws NoSuchElementException if the catalog lacks an error or a scenario
     * @throws IllegalArgumentException if there is no step, or a step changes what the errors of this API lack
     * @throws IllegalStateException if the server is closed
     * @see StubServer#willFail(Failure[])
     */
    @SafeVarargs
    public final void willFail(Failure<? super E>... failures) {
        arm(failures);
    }

    void arm(Failure<?>... failures) {
        engine.requireOpen();
        if (failures.length == 0) {
            throw new IllegalArgumentException("willFail(...) needs at least one failure");
        }
        List<Script.Step> steps = Arrays.stream(failures)
                .map(failure -> new Script.Step(failure.specFor(engine.catalog()), failure.times()))
                .toList();
        engine.armed().scripts().arm(new Script(steps, requests));
    }

    /**
     * Fails some of these requests to the plain URL at random. Others are not counted.
     *
     * @param chaos how many fail, and how
     * @throws NoSuchElementException if the catalog lacks an error or a scenario
     * @throws IllegalStateException if the server is closed
     */
    public void chaos(Chaos<? super E> chaos) {
        engine.requireOpen();
        engine.armed().arm(new FailureSampler(chaos, chaos.specsFor(engine.catalog()), requests));
    }
}

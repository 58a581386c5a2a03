package dev.errata.stub.injection;

import static dev.errata.stub.internal.Preconditions.notNegative;
import static dev.errata.stub.internal.Preconditions.positive;

import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Fault;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.model.Provenance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apiguardian.api.API;

/**
 * Requests to the plain URL that fail at random. A seed decides which of them fail, and how, so that a run can be repeated;
 * the report of a failed test tells it. Immutable; each method returns a changed copy, and nothing happens before a server is
 * given the finished value.
 *
 * <pre>{@code
 * buena.chaos(Chaos.rate(0.05).seed(42));                                               // any server error
 * buena.chaos(Chaos.rate(0.2).errors(BuenaError.RATE_LIMIT_EXCEEDED).faults(Fault.RESET_IN_BODY));
 * buena.chaos(Chaos.exactly(5, 100).scenarios("service-unavailable"));                  // 5 of each 100 requests
 * }</pre>
 *
 * <p>Without a choice, requests fail with one of the catalog's server errors (status 500 and above), or with any error where
 * the catalog has none of these. Where requests are concurrent, their order decides which of them is the n-th; how many of the
 * first n fail does not depend on it.
 *
 * @param <E> the type of the chosen errors
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class Chaos<E extends ApiError> {

    /** Decides which requests fail. */
    @API(status = API.Status.INTERNAL, since = "0.1")
    @FunctionalInterface
    public interface Distribution {
        /**
         * Decides about the next request.
         *
         * @param random the source of randomness
         * @return {@code true} if it fails
         */
        boolean sample(Random random);
    }

    private final String name;
    private final Supplier<Distribution> distribution;
    private final long seed;
    private final List<E> errors;
    private final List<String> scenarios;
    private final List<Fault> faults;

    private Chaos(
            String name,
            Supplier<Distribution> distribution,
            long seed,
            List<E> errors,
            List<String> scenarios,
            List<Fault> faults) {
        this.name = name;
        this.distribution = distribution;
        this.seed = seed;
        this.errors = errors;
        this.scenarios = scenarios;
        this.faults = faults;
    }

    /**
     * Fails each request with this probability.
     *
     * @param rate the probability, from 0 to 1
     * @return the chaos, with seed 0
     * @throws IllegalArgumentException if {@code rate} is out of range
     */
    public static Chaos<ApiError> rate(double rate) {
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException("rate must be 0 to 1, is " + rate);
        }
        return new Chaos<>(
                "rate " + rate, () -> random -> random.nextDouble() < rate, 0, List.of(), List.of(), List.of());
    }

    /**
     * Fails exactly this many of each run of requests, as a test of an alert's threshold needs it.
     *
     * @param failures how many fail
     * @param requests of how many, from 1
     * @return the chaos, with seed 0
     * @throws IllegalArgumentException if {@code failures} is negative or more than {@code requests}
     */
    public static Chaos<ApiError> exactly(int failures, int requests) {
        notNegative("failures", failures);
        positive("requests", requests);
        if (failures > requests) {
            throw new IllegalArgumentException(
                    "failures must not be more than requests, is " + failures + " of " + requests);
        }
        return new Chaos<>(
                "exactly " + failures + " of " + requests,
                () -> exactlyOf(failures, requests),
                0,
                List.of(),
                List.of(),
                List.of());
    }

    private static Distribution exactlyOf(int failures, int requests) {
        int[] left = {failures, requests};
        return random -> {
            boolean fails = random.nextInt(left[1]) < left[0];
            left[0] -= fails ? 1 : 0;
            left[1]--;
            if (left[1] == 0) {
                left[0] = failures;
                left[1] = requests;
            }
            return fails;
        };
    }

    /**
     * Decides which requests fail, and how.
     *
     * @param seed any number
     * @return the changed chaos
     */
    public Chaos<E> seed(long seed) {
        return new Chaos<>(name, distribution, seed, errors, scenarios, faults);
    }

    /**
     * Chooses from the principal scenarios of these errors, in place of errors that were chosen before. Only a server of the
     * same API takes the chaos, or the code does not compile.
     *
     * @param errors errors of the server's API
     * @param <F> the enum of the API's errors
     * @return the changed chaos
     */
    @SafeVarargs
    public final <F extends Enum<F> & ApiError> Chaos<F> errors(F... errors) {
        List<F> chosen = new ArrayList<>();
        for (F error : errors) {
            chosen.add(error);
        }
        return new Chaos<>(name, distribution, seed, List.copyOf(chosen), scenarios, faults);
    }

    /**
     * Chooses from the principal scenarios of these errors, whose API has no enum, in place of errors that were chosen before.
     *
     * @param errors errors of the server's API
     * @return the changed chaos
     */
    public Chaos<ApiError> errors(ApiError... errors) {
        return new Chaos<>(name, distribution, seed, List.of(errors), scenarios, faults);
    }

    /**
     * Chooses from these scenarios, too.
     *
     * @param scenarios ids of scenarios of the server's API
     * @return the changed chaos
     */
    public Chaos<E> scenarios(String... scenarios) {
        return new Chaos<>(name, distribution, seed, errors, both(this.scenarios, scenarios), faults);
    }

    /**
     * Chooses from these faults, too.
     *
     * @param faults faults that a request can meet
     * @return the changed chaos
     * @throws IllegalArgumentException if one of them is of {@link Fault.Stage#CONNECTION}
     */
    public Chaos<E> faults(Fault... faults) {
        Arrays.stream(faults).forEach(Failure::injectable);
        return new Chaos<>(name, distribution, seed, errors, scenarios, both(this.faults, faults));
    }

    private static <T> List<T> both(List<T> before, T[] more) {
        return Stream.concat(before.stream(), Arrays.stream(more)).toList();
    }

    /**
     * Resolves this chaos against a catalog.
     *
     * @param catalog the catalog of the server that is to be armed
     * @return how a request may fail, at least one way
     * @throws java.util.NoSuchElementException if the catalog lacks an error or a scenario
     */
    @API(status = API.Status.INTERNAL, since = "0.1")
    public List<FailureSpec> specsFor(Catalog catalog) {
        Stream<Failure<?>> failures = Stream.of(
                        errors.stream().<Failure<?>>map(Failure::failure),
                        scenarios.stream().<Failure<?>>map(Failure::failure),
                        faults.stream().<Failure<?>>map(Failure::failure))
                .flatMap(Function.identity());
        List<FailureSpec> chosen =
                failures.map(failure -> failure.specFor(catalog)).toList();
        return chosen.isEmpty() ? serverErrors(catalog) : chosen;
    }

    private static List<FailureSpec> serverErrors(Catalog catalog) {
        List<Scenario> all = catalog.scenarios();
        List<Scenario> errors =
                all.stream().filter(scenario -> scenario.status() >= 500).toList();
        List<Scenario> documented =
                errors.stream().filter(Chaos::isOfTheDocument).toList();
        return Stream.of(documented, errors, all)
                .filter(candidates -> !candidates.isEmpty())
                .findFirst()
                .orElseThrow()
                .stream()
                .map(FailureSpec::of)
                .toList();
    }

    /** Whether the document names the error at all: an error of other sources may belong to one call only. */
    private static boolean isOfTheDocument(Scenario scenario) {
        return scenario.statusProvenance().isDocumented()
                || scenario.codeProvenance().filter(Provenance::isDocumented).isPresent();
    }

    /**
     * Starts a new sequence of decisions, beginning with the first request.
     *
     * @return decides about one request after the other
     */
    @API(status = API.Status.INTERNAL, since = "0.1")
    public Distribution distribution() {
        return distribution.get();
    }

    /**
     * Returns the seed that decides which requests fail.
     *
     * @return the seed
     */
    @API(status = API.Status.INTERNAL, since = "0.1")
    public long seed() {
        return seed;
    }

    /** Returns a description: {@code chaos(rate 0.05, seed 42)}. */
    @Override
    public String toString() {
        return "chaos(" + name + ", seed " + seed + ")";
    }
}

package dev.errata.stub.injection;

import static dev.errata.stub.internal.Preconditions.notNegative;

import java.time.Duration;
import java.util.Random;
import java.util.function.Supplier;
import org.apiguardian.api.API;

/**
 * How long a server takes to answer.
 *
 * <pre>{@code
 * buena.latency(Latency.fixed(Duration.ofMillis(200)));
 * buena.latency(Latency.uniform(Duration.ofMillis(50), Duration.ofMillis(150)));
 * buena.latency(Latency.logNormal(Duration.ofMillis(80), 0.4).seed(7));
 * }</pre>
 *
 * <p>Delayed answers hold up no others. The sequence of delays is the same on every run: it
 * depends on the {@linkplain #seed(long) seed} alone, which is 0 unless it is set. Immutable.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class Latency {

    /** A delay in milliseconds, drawn at random. */
    private interface Distribution {
        double millis(Random random);
    }

    private static final Latency NONE = new Latency("none", 0, random -> 0);

    private final String name;
    private final long seed;
    private final Distribution distribution;

    private Latency(String name, long seed, Distribution distribution) {
        this.name = name;
        this.seed = seed;
        this.distribution = distribution;
    }

    /**
     * Returns no delay, which is the default.
     *
     * @return the latency
     */
    public static Latency none() {
        return NONE;
    }

    /**
     * Returns the same delay for all answers.
     *
     * @param delay the delay, in milliseconds or coarser; fractions of a millisecond are cut off
     * @return the latency
     * @throws IllegalArgumentException if {@code delay} is negative
     */
    public static Latency fixed(Duration delay) {
        double millis = notNegative("delay", delay).toMillis();
        return new Latency("fixed(" + delay + ")", 0, random -> millis);
    }

    /**
     * Returns delays between two bounds, all equally likely.
     *
     * @param min the shortest
     * @param max the longest
     * @return the latency
     * @throws IllegalArgumentException if {@code min} is negative or longer than {@code max}
     */
    public static Latency uniform(Duration min, Duration max) {
        double shortest = notNegative("min", min).toMillis();
        double longest = notNegative("max", max).toMillis();
        if (shortest > longest) {
            throw new IllegalArgumentException("min must not be longer than max, is " + min + ", max is " + max);
        }
        return new Latency(
                "uniform(" + min + ", " + max + ")",
                0,
                random -> shortest + random.nextDouble() * (longest - shortest));
    }

    /**
     * Returns delays as networks have them: most near the median, few very long.
     *
     * @param median half of the delays are shorter, half are longer
     * @param sigma the standard deviation of the logarithm of the delay; 0.1 is narrow, 1 has a long tail
     * @return the latency
     * @throws IllegalArgumentException if {@code median} or {@code sigma} is negative, or {@code sigma} is not a number
     */
    public static Latency logNormal(Duration median, double sigma) {
        double middle = notNegative("median", median).toMillis();
        if (!(sigma >= 0 && Double.isFinite(sigma))) {
            throw new IllegalArgumentException("sigma must be 0 or more, is " + sigma);
        }
        return new Latency(
                "logNormal(" + median + ", " + sigma + ")",
                0,
                random -> middle * Math.exp(sigma * random.nextGaussian()));
    }

    /**
     * Returns the same distribution with another sequence of delays.
     *
     * @param seed what decides the sequence
     * @return the changed latency
     */
    public Latency seed(long seed) {
        return new Latency(name, seed, distribution);
    }

    /**
     * Begins the sequence, which is not safe for use by many threads at once.
     *
     * @return the delays
     */
    @API(status = API.Status.INTERNAL, since = "0.1")
    public Supplier<Duration> sequence() {
        Random random = new Random(seed);
        return () -> Duration.ofMillis(Math.round(distribution.millis(random)));
    }

    @Override
    public String toString() {
        return name;
    }
}

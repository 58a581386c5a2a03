package dev.errata.stub;

import dev.errata.stub.internal.Preconditions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.apiguardian.api.API;

/**
 * The clock of a server, by which quotas recover and answers are dated. It follows the clock of the machine, and a test can
 * advance or stop it.
 *
 * <pre>{@code
 * buena.quota(Quota.perMinute(60));
 * ...                                             // 60 requests later
 * buena.clock().advance(Duration.ofMinutes(1));   // the quota is full again
 * }</pre>
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class ServerClock extends Clock {

    /** The years of a header's date have four digits. */
    private static final Instant BEGIN = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant END = Instant.parse("9999-12-31T23:59:59Z");

    private final Clock machine = Clock.systemUTC();
    private Duration ahead = Duration.ZERO;
    private boolean stopped;
    private Instant stoppedAt = Instant.EPOCH;

    ServerClock() {}

    /**
     * Advances the clock; a stopped clock stays stopped.
     *
     * @param time by how much
     * @throws IllegalArgumentException if {@code time} is negative, or leads beyond the year 9999, which no header can tell; the
     *     clock is as before
     */
    public synchronized void advance(Duration time) {
        Preconditions.notNegative("time", time);
        if (time.compareTo(Duration.between(instant(), END)) >= 0) {
            throw new IllegalArgumentException("time must not lead beyond the year 9999, is " + time);
        }
        ahead = ahead.plus(time);
        stoppedAt = stoppedAt.plus(time);
    }

    /**
     * Stops the clock at a moment.
     *
     * @param moment the moment
     * @throws IllegalArgumentException if it is not in the years 1 to 9999, which no header can tell
     */
    public synchronized void stopAt(Instant moment) {
        if (moment.isBefore(BEGIN) || moment.isAfter(END)) {
            throw new IllegalArgumentException("moment must be in the years 1 to 9999, is " + moment);
        }
        stopped = true;
        stoppedAt = moment;
    }

    /** What the clock showed, compared with that of the machine. */
    record Checkpoint(Duration ahead, boolean stopped, Instant stoppedAt) {}

    synchronized Checkpoint checkpoint() {
        return new Checkpoint(ahead, stopped, stoppedAt);
    }

    synchronized void restore(Checkpoint checkpoint) {
        ahead = checkpoint.ahead();
        stopped = checkpoint.stopped();
        stoppedAt = checkpoint.stoppedAt();
    }

    /** Follows the clock of the machine again. */
    synchronized void reset() {
        ahead = Duration.ZERO;
        stopped = false;
    }

    /** Returns the current moment of this clock. */
    @Override
    public synchronized Instant instant() {
        return stopped ? stoppedAt : machine.instant().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** Not supported: answers are dated in UTC. */
    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("Other time zones are not supported: a server's clock shows UTC");
    }
}

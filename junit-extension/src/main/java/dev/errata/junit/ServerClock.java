package dev.errata.junit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.apiguardian.api.API;

/**
 * The clock of a server, by which quotas recover and answers are dated. It goes as the clock of the machine does, and a test
 * can put it forward or stop it.
 *
 * <pre>{@code
 * buena.quota(60, Window.PER_MINUTE);
 * ...                                             // 60 requests later
 * buena.clock().advance(Duration.ofMinutes(1));   // the quota is full again
 * }</pre>
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class ServerClock extends Clock {

    private final Clock machine = Clock.systemUTC();
    private Duration ahead = Duration.ZERO;
    private boolean stopped;
    private Instant stoppedAt = Instant.EPOCH;

    ServerClock() {}

    /**
     * Puts the clock forward; a clock that stands goes on standing.
     *
     * @param time by how much
     * @throws IllegalArgumentException if {@code time} is negative
     */
    public synchronized void advance(Duration time) {
        Require.notNegative("time", time);
        ahead = ahead.plus(time);
        stoppedAt = stoppedAt.plus(time);
    }

    /**
     * Sets the clock to a moment, and stops it there.
     *
     * @param moment the moment
     */
    public synchronized void stopAt(Instant moment) {
        stopped = true;
        stoppedAt = moment;
    }

    /** Goes as the clock of the machine again. */
    synchronized void reset() {
        ahead = Duration.ZERO;
        stopped = false;
    }

    /** The moment it shows. */
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
        throw new UnsupportedOperationException("A server's clock shows UTC");
    }
}

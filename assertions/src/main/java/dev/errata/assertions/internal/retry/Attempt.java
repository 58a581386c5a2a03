package dev.errata.assertions.internal.retry;

import dev.errata.fixtures.traffic.Exchange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One attempt of a client. It may take several exchanges, because HTTP libraries repeat a request by themselves when the
 * connection breaks before there is an answer.
 *
 * @param exchanges the exchanges, at least one
 */
public record Attempt(List<Exchange> exchanges) {

    /** A library reconnects at once; a client that tries again waits, or at least works in between. */
    private static final Duration RECONNECT = Duration.ofMillis(50);

    /**
     * Groups exchanges.
     *
     * @param exchanges the exchanges of one call, in their order
     * @return the attempts
     */
    public static List<Attempt> of(List<Exchange> exchanges) {
        List<List<Exchange>> attempts = new ArrayList<>();
        for (Exchange exchange : exchanges) {
            List<Exchange> last = attempts.isEmpty() ? List.of() : attempts.get(attempts.size() - 1);
            if (!last.isEmpty() && isReconnect(last.get(last.size() - 1), exchange)) {
                last.add(exchange);
            } else {
                attempts.add(new ArrayList<>(List.of(exchange)));
            }
        }
        return attempts.stream().map(Attempt::new).toList();
    }

    private static boolean isReconnect(Exchange before, Exchange exchange) {
        return before.response().isEmpty()
                && before.fault().isPresent()
                && before.request().equals(exchange.request())
                && exchange.received().minus(before.delivery().ended()).compareTo(RECONNECT) < 0;
    }

    /** Returns the first exchange. */
    public Exchange first() {
        return exchanges.get(0);
    }

    /** Returns the last exchange, whose answer ended the attempt. */
    public Exchange last() {
        return exchanges.get(exchanges.size() - 1);
    }

    /**
     * Returns how long the client waited before this attempt. The wait begins when the last byte of the answer was written:
     * time that a slow answer took is no waiting. An answer that broke off ends when the connection does.
     *
     * @param before the attempt before this one
     * @return the wait; zero if this request came before that answer had ended
     */
    public Duration waitAfter(Attempt before) {
        Duration wait = first().received().minus(before.last().delivery().ended());
        return wait.isNegative() ? Duration.ZERO : wait;
    }
}

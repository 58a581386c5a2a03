package dev.errata.assertions;

import dev.errata.fixtures.Exchange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One try of a client. It may be several exchanges, for HTTP libraries send a request again by themselves when the
 * connection breaks before there is an answer.
 *
 * @param exchanges the exchanges, at least one
 */
record Attempt(List<Exchange> exchanges) {

    /** A library reconnects at once; a client that tries again waits, or has at least work to do in between. */
    private static final Duration AT_ONCE = Duration.ofMillis(50);

    static List<Attempt> of(List<Exchange> exchanges) {
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
                && exchange.received().minus(before.answered()).compareTo(AT_ONCE) < 0;
    }

    Exchange first() {
        return exchanges.get(0);
    }

    Exchange last() {
        return exchanges.get(exchanges.size() - 1);
    }

    /** From the end of the one before to the beginning of this one. */
    Duration gapAfter(Attempt before) {
        return first().received().minus(before.last().answered());
    }
}

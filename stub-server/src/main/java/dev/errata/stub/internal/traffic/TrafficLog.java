package dev.errata.stub.internal.traffic;

import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.traffic.Exchange;
import dev.errata.fixtures.traffic.Traffic;
import dev.errata.stub.http.HeaderField;
import dev.errata.stub.http.StubRequest;
import dev.errata.stub.http.StubResponse;
import dev.errata.stub.internal.http.exchange.Delivery;
import dev.errata.stub.internal.response.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one server received and sent, in bounded memory: when there is too much the oldest exchanges are dropped.
 *
 * <p>An exchange is in the log as soon as it is decided. A reader waits until answers that are being written have been
 * written, because a client has the last byte of an answer before the thread that wrote it can say so.
 */
public final class TrafficLog {

    /** A test has a few; a server that many tests share must not fill the memory. */
    private static final int MOST_EXCHANGES = 1_000;

    /** The limit for all bodies together, unless the newest exchange alone has more. */
    private static final long MOST_BYTES = 16L * 1024 * 1024;

    /** How long a reader waits for answers that are being written: a client that reads nothing can hold one up for ever. */
    private static final Duration LONGEST_WRITE = Duration.ofSeconds(1);

    /** An exchange on its way. Guarded by the log. */
    private static final class Entry {
        private final StubRequest request;
        private final Reply reply;
        private final long received;
        private long number;
        private @Nullable Delivery delivery;
        private @Nullable Instant clock;
        private boolean writing;

        Entry(StubRequest request, Reply reply, long received) {
            this.request = request;
            this.reply = reply;
            this.received = received;
        }

        long bytes() {
            return (long) request.body().length + reply.response().body().length;
        }

        boolean isAttempt() {
            return reply.source().isAttempt();
        }
    }

    /** An exchange that was decided and is being answered. */
    public final class Answering {
        private final Entry entry;

        private Answering(Entry entry) {
            this.entry = entry;
        }

        /** Notes that the answer is being written at the moment, or pauses. */
        public void writing(boolean now) {
            synchronized (TrafficLog.this) {
                entry.writing = now;
                TrafficLog.this.notifyAll();
            }
        }

        /** Notes what left. */
        public void ended(Delivery delivery) {
            Instant end = clock.instant().minusNanos(Math.max(0, System.nanoTime() - delivery.ended()));
            synchronized (TrafficLog.this) {
                entry.delivery = delivery;
                entry.clock = end;
            }
            try {
                // Before readers are let through, so that they find what listeners make of it.
                listener.accept(() -> exchange(entry, delivery));
            } finally {
                synchronized (TrafficLog.this) {
                    entry.writing = false;
                    TrafficLog.this.notifyAll();
                }
            }
        }
    }

    private final Catalog catalog;
    private final Supplier<String> name;
    private final Clock clock;
    private final Consumer<Supplier<Exchange>> listener;
    private final long start = System.nanoTime();
    private final Deque<Entry> entries = new ArrayDeque<>();
    private long bytes;
    private long total;

    /**
     * Opens a log.
     *
     * @param catalog what the server answers from
     * @param name what the server is called
     * @param clock the server's clock
     * @param listener is told of each exchange when it has ended, and makes it if it wants to
     */
    public TrafficLog(Catalog catalog, Supplier<String> name, Clock clock, Consumer<Supplier<Exchange>> listener) {
        this.catalog = catalog;
        this.name = name;
        this.clock = clock;
        this.listener = listener;
    }

    /**
     * Notes what a request is answered.
     *
     * @param request the request as the API sees it
     * @param received when it was read, in terms of {@link System#nanoTime()}
     * @param reply the answer
     * @param writing whether it is written now, and not after a delay
     */
    public Answering decided(StubRequest request, long received, Reply reply, boolean writing) {
        Entry entry = new Entry(request, reply, received);
        synchronized (this) {
            entry.writing = writing;
            total++;
            entry.number = total;
            entries.add(entry);
            bytes += entry.bytes();
            while (entries.size() > MOST_EXCHANGES || (bytes > MOST_BYTES && entries.size() > 1)) {
                bytes -= entries.remove().bytes();
            }
            notifyAll();
        }
        return new Answering(entry);
    }

    /** Forgets what came so far, and begins to count anew. Listeners have been told of what is forgotten. */
    public synchronized void clear() {
        awaitWritten();
        entries.clear();
        bytes = 0;
        total = 0;
    }

    /** Returns what came. */
    public synchronized Traffic snapshot() {
        List<Exchange> exchanges = exchanges(entries);
        long dropped = total - exchanges.size();
        return new Traffic(catalog, name.get(), exchanges, dropped);
    }

    /** Returns how many requests are attempts and fit. */
    public int count(Predicate<StubRequest> fits) {
        return fitting(present(), fits).size();
    }

    private synchronized List<Entry> present() {
        return List.copyOf(entries);
    }

    /** The predicate may be a user's: it is never called under the lock, which would hold up the server. */
    private static List<Entry> fitting(List<Entry> entries, Predicate<StubRequest> fits) {
        return entries.stream()
                .filter(entry -> entry.isAttempt() && fits.test(entry.request))
                .toList();
    }

    /** Returns how many requests are no longer in the log. */
    public synchronized long dropped() {
        return total - entries.size();
    }

    /**
     * Waits for attempts that fit.
     *
     * @param count how many
     * @param fits which requests
     * @param timeout how long to wait
     * @return the exchanges that fit; fewer than asked for if the time was over before
     * @throws InterruptedException if the thread is interrupted
     */
    public List<Exchange> await(long count, Predicate<StubRequest> fits, Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        List<Entry> present;
        List<Entry> fitting;
        do {
            present = present();
            fitting = fitting(present, fits);
        } while (fitting.size() < count && awaitOthersThan(present, deadline));
        return exchanges(fitting);
    }

    /** Waits until there are other entries than those; returns whether there are. */
    private synchronized boolean awaitOthersThan(List<Entry> seen, long deadline) throws InterruptedException {
        Entry newest = seen.isEmpty() ? null : seen.get(seen.size() - 1);
        while (entries.peekLast() == newest) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    private synchronized List<Exchange> exchanges(Collection<Entry> chosen) {
        awaitWritten();
        return chosen.stream().map(entry -> exchange(entry, entry.delivery)).toList();
    }

    /** Waits for answers that are being written at this moment, not for those that begin meanwhile. An interrupt is kept. */
    private void awaitWritten() {
        List<Entry> writing = new ArrayList<>(entries);
        writing.removeIf(entry -> !entry.writing);
        long deadline = System.nanoTime() + LONGEST_WRITE.toNanos();
        boolean interrupted = false;
        while (writing.stream().anyMatch(entry -> entry.writing)) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                break;
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Exchange exchange(Entry entry, @Nullable Delivery delivery) {
        Reply reply = entry.reply;
        boolean whole = delivery != null && delivery.whole();
        long now = System.nanoTime();
        return new Exchange(
                catalog,
                entry.number,
                since(entry.received),
                new Exchange.Delivery(
                        since(delivery == null ? now : delivery.begun()),
                        since(delivery == null ? now : delivery.ended()),
                        whole,
                        Optional.ofNullable(entry.clock)),
                new Exchange.Request(
                        entry.request.method(),
                        entry.request.target(),
                        HeaderField.byName(entry.request.headers()),
                        entry.request.bodyText()),
                whole ? Optional.of(response(reply.response())) : Optional.empty(),
                reply.source(),
                reply.scenario(),
                reply.fault(),
                reply.documentedWait());
    }

    private Duration since(long nanoTime) {
        return Duration.ofNanos(nanoTime - start);
    }

    private static Exchange.Response response(StubResponse response) {
        return new Exchange.Response(
                response.status(),
                HeaderField.byName(response.headers()),
                new String(response.decoded().body(), StandardCharsets.UTF_8));
    }
}

package dev.errata.stub.support;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The threads of this JVM, so that a test can tell which of them something left behind. */
public final class Threads {

    /** The client's own, and the pool in which it completes its futures. */
    private static final List<String> CLIENT = List.of("HttpClient-", "ForkJoinPool.commonPool-");

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Set<Thread> known;

    private Threads(Set<Thread> known) {
        this.known = known;
    }

    public static Threads now() {
        return new Threads(alive());
    }

    /** The names of threads that came since and do not end; those of the client that tests use are left out. */
    public Set<String> left() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (Thread thread : since()) {
            thread.join(
                    Math.max(1, Duration.ofNanos(deadline - System.nanoTime()).toMillis()));
        }
        return since().stream().map(Thread::getName).collect(Collectors.toSet());
    }

    private Set<Thread> since() {
        return alive().stream()
                .filter(thread -> !known.contains(thread))
                .filter(thread -> CLIENT.stream().noneMatch(thread.getName()::startsWith))
                .collect(Collectors.toSet());
    }

    private static Set<Thread> alive() {
        return Set.copyOf(Thread.getAllStackTraces().keySet());
    }
}

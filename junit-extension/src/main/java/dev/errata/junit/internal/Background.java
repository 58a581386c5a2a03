package dev.errata.junit.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Something that takes a while to make, made in a thread of its own, and waited for by whoever needs it. */
final class Background<T> {

    private final CompletableFuture<T> made;

    private Background(CompletableFuture<T> made) {
        this.made = made;
    }

    /** Begins to make something, in a thread that holds no JVM. */
    static <T> Background<T> of(String thread, Supplier<T> work) {
        return new Background<>(CompletableFuture.supplyAsync(work, command -> {
            Thread started = new Thread(command, thread);
            started.setDaemon(true);
            started.start();
        }));
    }

    /** What was made; throws what went wrong. An interrupt is kept for later. */
    T get() {
        try {
            return made.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Waits, and does something with what was made if nothing went wrong; if something did, {@link #get()} tells. */
    void ifMade(Consumer<T> action) {
        if (made.handle((value, failure) -> failure == null).join()) {
            action.accept(made.join());
        }
    }
}

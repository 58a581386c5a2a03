package dev.errata.stub.internal.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Accepts the connections of all ports of this JVM with one thread, which ends when no port has been open for a while. */
final class Acceptor implements Runnable {

    private static final long KEPT_MILLIS = 3_000;

    /** How soon to try again after a connection could not be accepted, as a rule because the process is out of descriptors. */
    private static final long RETRY_MILLIS = 50;

    private static final Object LOCK = new Object();

    /** Guarded by LOCK. */
    private static @Nullable Acceptor running;

    private final Selector selector;
    private final Queue<CountDownLatch> leaving = new ConcurrentLinkedQueue<>();
    private final List<SelectionKey> postponed = new ArrayList<>();

    /** Guarded by LOCK, as the time from which there was none. */
    private int ports;

    private long emptySince = System.nanoTime();

    private Acceptor(Selector selector) {
        this.selector = selector;
    }

    /** Accepts connections for a port from now on, and returns the acceptor that does so. */
    static Acceptor add(ServerSocketChannel channel, Consumer<SocketChannel> port) throws IOException {
        Acceptor acceptor;
        synchronized (LOCK) {
            acceptor = running != null ? running : start();
            channel.register(acceptor.selector, SelectionKey.OP_ACCEPT, port);
            acceptor.ports++;
        }
        acceptor.selector.wakeup();
        return acceptor;
    }

    private static Acceptor start() throws IOException {
        Acceptor acceptor = new Acceptor(Selector.open());
        ConnectionThreads.run(acceptor);
        running = acceptor;
        return acceptor;
    }

    /** Closes a port. When this returns, its connections are refused and its descriptor is free. */
    void remove(ServerSocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            // The system's socket is not closed before the selector has let go of it.
            CountDownLatch gone = new CountDownLatch(1);
            leaving.add(gone);
            selector.wakeup();
            await(gone);
            synchronized (LOCK) {
                ports--;
                emptySince = System.nanoTime();
            }
        }
    }

    /** Waits in an interrupted thread, too, and keeps the interrupt for its owner. */
    private void await(CountDownLatch gone) {
        boolean interrupted = false;
        boolean done = false;
        while (!done) {
            try {
                done = gone.await(1, TimeUnit.SECONDS) || !selector.isOpen();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        try (selector) {
            while (!isDone()) {
                selector.select(this::accept, postponed.isEmpty() ? KEPT_MILLIS : RETRY_MILLIS);
                letGo();
                retry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            synchronized (LOCK) {
                if (running == this) {
                    running = null;
                }
            }
        }
    }

    private boolean isDone() {
        synchronized (LOCK) {
            if (ports > 0 || System.nanoTime() - emptySince < TimeUnit.MILLISECONDS.toNanos(KEPT_MILLIS)) {
                return false;
            }
            running = null;
            return true;
        }
    }

    private void accept(SelectionKey key) {
        @SuppressWarnings("unchecked")
        Consumer<SocketChannel> port = (Consumer<SocketChannel>) key.attachment();
        try {
            ServerSocketChannel channel = (ServerSocketChannel) key.channel();
            for (SocketChannel client = channel.accept(); client != null; client = channel.accept()) {
                port.accept(client);
            }
        } catch (ClosedChannelException e) {
            // The port was closed meanwhile.
        } catch (IOException | OutOfMemoryError e) {
            // No descriptor or no thread is left. Other ports must not suffer, and this one recovers when there are
            // some again.
            postponed.add(key);
            setInterest(key, 0);
        }
    }

    private void letGo() throws IOException {
        if (!leaving.isEmpty()) {
            List<CountDownLatch> gone = new ArrayList<>();
            for (CountDownLatch next = leaving.poll(); next != null; next = leaving.poll()) {
                gone.add(next);
            }
            // Their channels were closed before; this selection lets go of them.
            selector.selectNow(this::accept);
            gone.forEach(CountDownLatch::countDown);
        }
    }

    private void retry() {
        postponed.forEach(key -> setInterest(key, SelectionKey.OP_ACCEPT));
        postponed.clear();
    }

    private static void setInterest(SelectionKey key, int operations) {
        try {
            key.interestOps(operations);
        } catch (CancelledKeyException e) {
            // The port was closed meanwhile.
        }
    }
}

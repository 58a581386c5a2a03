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

    private long emptySince = System.nanoTime();

    private Acceptor(Selector selector) {
        this.selector = selector;
    }

    /** Accepts connections for a port from now on. */
    static void add(ServerSocketChannel channel, Consumer<SocketChannel> port) throws IOException {
        synchronized (LOCK) {
            Acceptor acceptor = running != null ? running : start();
            channel.register(acceptor.selector, SelectionKey.OP_ACCEPT, port);
            acceptor.selector.wakeup();
        }
    }

    private static Acceptor start() throws IOException {
        Acceptor acceptor = new Acceptor(Selector.open());
        ConnectionThreads.run(acceptor);
        running = acceptor;
        return acceptor;
    }

    /** Closes ports. When this returns, their connections are refused and their descriptors are free. */
    static void remove(List<ServerSocketChannel> channels) {
        try {
            for (ServerSocketChannel channel : channels) {
                channel.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            awaitTurn();
        }
    }

    /** The system's sockets are not closed before the selector has let go of them. */
    private static void awaitTurn() {
        CountDownLatch gone = new CountDownLatch(1);
        Acceptor acceptor;
        synchronized (LOCK) {
            acceptor = running;
            if (acceptor == null) {
                return;
            }
            acceptor.leaving.add(gone);
            acceptor.selector.wakeup();
        }
        acceptor.await(gone);
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
            boolean used = !selector.keys().isEmpty() || !leaving.isEmpty();
            if (used || System.nanoTime() - emptySince < TimeUnit.MILLISECONDS.toNanos(KEPT_MILLIS)) {
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
            emptySince = System.nanoTime();
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

package dev.errata.stub.internal.http;

import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of all ports of this JVM: as many as there are connections, and none when nothing is open. */
final class ConnectionThreads {

    private static final long KEPT_SECONDS = 3;

    private static final AtomicInteger COUNT = new AtomicInteger();

    private static final ThreadPoolExecutor THREADS = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            KEPT_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            ConnectionThreads::newThread);

    private ConnectionThreads() {}

    static void run(Runnable task) {
        THREADS.execute(task);
    }

    /** Takes nothing over from the test that happens to need the thread first: it outlives that test. */
    private static Thread newThread(Runnable task) {
        Thread thread = new Thread(null, task, "errata-http-" + COUNT.incrementAndGet(), 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(ConnectionThreads.class.getClassLoader());
        return thread;
    }
}

package dev.errata.stub.support;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Does the same in several threads, which begin together. */
public final class Parallel {

    public interface Work {
        void run(int thread);
    }

    private Parallel() {}

    /** Returns when all threads are through, and throws what one of them threw. */
    public static void run(int count, Work work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            CyclicBarrier start = new CyclicBarrier(count);
            List<Future<?>> running = new ArrayList<>();
            IntStream.range(0, count)
                    .forEach(thread -> running.add(threads.submit(() -> {
                        start.await();
                        work.run(thread);
                        return null;
                    })));
            for (Future<?> each : running) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}

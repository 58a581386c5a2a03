package dev.errata.benchmarks.forks;

import dev.errata.benchmarks.contenders.ErrorServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** How much memory a server holds after so many requests. */
public final class Memory {

    private Memory() {}

    /** Arguments: the class of the server, the file of the answers, the number of connections, a number of requests, a larger one. */
    public static void main(String[] args) throws Exception {
        Served served = Served.of(args);
        int connections = Integer.parseInt(args[2]);
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try (ErrorServer server = served.start()) {
            List<KeepAliveConnection> open = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                open.add(served.connect(server));
            }
            long few = Long.parseLong(args[3]);
            send(open, few / connections, threads);
            Figure.print("few", usedMegabytes());
            send(open, (Long.parseLong(args[4]) - few) / connections, threads);
            Figure.print("many", usedMegabytes());
            for (KeepAliveConnection connection : open) {
                connection.close();
            }
        }
        threads.shutdown();
        System.exit(0);
    }

    private static void send(List<KeepAliveConnection> connections, long requests, ExecutorService threads)
            throws Exception {
        List<Future<?>> sending = new ArrayList<>();
        for (KeepAliveConnection connection : connections) {
            sending.add(threads.submit(() -> repeat(connection, requests)));
        }
        for (Future<?> one : sending) {
            one.get();
        }
    }

    private static int repeat(KeepAliveConnection connection, long requests) throws IOException {
        int bytes = 0;
        for (long i = 0; i < requests; i++) {
            bytes += connection.request();
        }
        return bytes;
    }

    /** The heap that is still needed. */
    static double usedMegabytes() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
    }
}

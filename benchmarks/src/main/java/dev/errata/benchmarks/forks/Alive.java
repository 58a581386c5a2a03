package dev.errata.benchmarks.forks;

import dev.errata.benchmarks.contenders.ErrorServer;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What each further server costs that runs at the same time, and has been asked once. */
public final class Alive {

    private static final Duration WARM_UP = Duration.ofSeconds(1);
    private static final int CYCLES = 50;

    private Alive() {}

    /** Arguments: the class of the server, the file of the answers, the number of servers. */
    public static void main(String[] args) throws Exception {
        Served served = Served.of(args);
        int count = Integer.parseInt(args[2]);
        List<ErrorServer> servers = new ArrayList<>();
        // What all have in common, and what the JVM loads for the first one.
        servers.add(asked(served));
        servers.add(asked(served));
        double megabytes = Memory.usedMegabytes();
        int threads = threads();
        for (int i = 0; i < count; i++) {
            servers.add(asked(served));
        }
        Figure.print("heap", (Memory.usedMegabytes() - megabytes) * 1000 / count);
        Figure.print("threads", (threads() - threads) / (double) count);
        Figure.print("cycle", cycleMillis(served));
        for (ErrorServer server : servers) {
            server.close();
        }
        System.exit(0);
    }

    private static ErrorServer asked(Served served) throws Exception {
        ErrorServer server = served.start();
        try (KeepAliveConnection connection = served.connect(server)) {
            connection.request();
        }
        return server;
    }

    /** What it takes to open and to close a server that is not asked. */
    private static double cycleMillis(Served served) throws Exception {
        long warm = System.nanoTime() + WARM_UP.toNanos();
        while (System.nanoTime() < warm) {
            served.start().close();
        }
        long start = System.nanoTime();
        for (int i = 0; i < CYCLES; i++) {
            served.start().close();
        }
        return (System.nanoTime() - start) / 1e6 / CYCLES;
    }

    private static int threads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }
}

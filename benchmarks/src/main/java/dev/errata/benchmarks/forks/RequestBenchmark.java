package dev.errata.benchmarks.forks;

import dev.errata.benchmarks.contenders.ErrorServer;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One request over a connection that is open, in as many threads as JMH is told. */
public class RequestBenchmark {

    /** The server, one for all threads. */
    @State(Scope.Benchmark)
    @NullUnmarked
    public static class Running {

        /** The class of the server. */
        @Param("")
        public String server;

        /** The file of the answers. */
        @Param("")
        public String answers;

        private Served served;
        private ErrorServer started;

        /** How long to warm up, in milliseconds. */
        @Param("0")
        public long warmUp;

        /**
         * Starts it, and warms it up over one connection: more would take the processors from the compiler, and then the server
         * that has the most to compile is measured cold.
         */
        @Setup
        public void start() throws Exception {
            served = new Served(server, Path.of(answers));
            started = served.start();
            long warm = System.nanoTime() + warmUp * 1_000_000;
            try (KeepAliveConnection connection = served.connect(started)) {
                while (System.nanoTime() < warm) {
                    connection.request();
                }
            }
        }

        /** Stops it. */
        @TearDown
        public void stop() throws Exception {
            started.close();
        }
    }

    /** The connection of a thread. */
    @State(Scope.Thread)
    @NullUnmarked
    public static class Connected {

        private KeepAliveConnection connection;

        /** Opens it. */
        @Setup
        public void open(Running running) throws IOException {
            connection = running.served.connect(running.started);
        }

        /** Closes it. */
        @TearDown
        public void close() throws IOException {
            connection.close();
        }
    }

    /** A request and its answer. */
    @Benchmark
    public int request(Connected connected) throws IOException {
        return connected.connection.request();
    }
}

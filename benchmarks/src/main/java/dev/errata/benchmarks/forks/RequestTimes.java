package dev.errata.benchmarks.forks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/**
 * Requests over connections that stay open, as JMH measures them. JMH starts no JVM, for this is one already, with the jars of
 * one contender alone.
 */
public final class RequestTimes {

    private RequestTimes() {}

    /** Arguments: the class of the server, the file of the answers, the number of connections, milliseconds to warm up and to measure. */
    public static void main(String[] args) throws RunnerException {
        int connections = Integer.parseInt(args[2]);
        TimeValue time = TimeValue.milliseconds(Long.parseLong(args[4]));
        Options options = new OptionsBuilder()
                .include(RequestBenchmark.class.getName() + ".request")
                .param("server", args[0])
                .param("answers", args[1])
                .param("warmUp", args[3])
                .forks(0)
                .threads(connections)
                .mode(Mode.SampleTime)
                .timeUnit(TimeUnit.MICROSECONDS)
                .warmupIterations(1)
                .warmupTime(time)
                .measurementIterations(1)
                .measurementTime(time)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build();
        Statistics times = new Runner(options).runSingle().getPrimaryResult().getStatistics();
        Figure.print("throughput", connections * 1e6 / times.getMean());
        Figure.print("time", times.getMean());
        Figure.print("p99", times.getPercentile(99) / 1000);
        System.exit(0);
    }
}

package dev.errata.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * What was found out about one suite in one run.
 *
 * @param about machine, versions and date
 * @param samples all figures of all rounds
 */
record Results(String about, List<Sample> samples) {

    private static final String HEADER = "metric\tparameter\tcontender\tround\tvalue";

    Results {
        samples = List.copyOf(samples);
    }

    /** Who was measured, in the order in which they had their turns. */
    List<String> contenders() {
        return samples.stream().map(Sample::contender).distinct().toList();
    }

    /** What else was varied. */
    List<String> parameters() {
        return samples.stream().map(Sample::parameter).distinct().toList();
    }

    /** Whether there is such a figure. */
    boolean has(Key key) {
        return samples.stream().anyMatch(key::is);
    }

    /** The median of the rounds. */
    double median(Key key) {
        return median(samples.stream().filter(key::is).mapToDouble(Sample::value));
    }

    /** The median, over the rounds, of the ratio of one figure to another of the same round. */
    double ratio(Key one, Key other) {
        return median(samples.stream()
                .filter(one::is)
                .flatMapToDouble(sample -> samples.stream()
                        .filter(other::is)
                        .filter(candidate -> candidate.round() == sample.round())
                        .mapToDouble(candidate -> sample.value() / candidate.value())));
    }

    /** Names a figure. */
    record Key(String metric, String parameter, String contender) {
        boolean is(Sample sample) {
            return sample.metric().equals(metric)
                    && sample.parameter().equals(parameter)
                    && sample.contender().equals(contender);
        }
    }

    private static double median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("There is no such figure");
        }
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    void write(Path file) throws IOException {
        Files.write(
                file,
                Stream.concat(Stream.of("# " + about, HEADER), samples.stream().map(Results::line))
                        .toList());
    }

    private static String line(Sample sample) {
        return String.join(
                "\t",
                sample.metric(),
                sample.parameter(),
                sample.contender(),
                String.valueOf(sample.round()),
                String.format(Locale.ROOT, "%.4f", sample.value()));
    }

    static Results read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        return new Results(
                lines.get(0).substring(2),
                lines.stream().skip(2).map(Results::sample).toList());
    }

    private static Sample sample(String line) {
        List<String> cells = Arrays.asList(line.split("\t", -1));
        return new Sample(
                cells.get(0),
                cells.get(1),
                cells.get(2),
                Integer.parseInt(cells.get(3)),
                Double.parseDouble(cells.get(4)));
    }
}

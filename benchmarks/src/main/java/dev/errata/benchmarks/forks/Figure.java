package dev.errata.benchmarks.forks;

import java.util.Locale;
import java.util.Optional;

/**
 * What a fork found out, told in a line of its output.
 *
 * @param name what it is a figure of
 * @param value the figure
 */
public record Figure(String name, double value) {

    private static final String MARK = "figure ";

    /** Tells the parent process. */
    static void print(String name, double value) {
        System.out.println(MARK + name + " " + String.format(Locale.ROOT, "%.4f", value));
    }

    /** The figure that a line tells, if it is such a line. */
    public static Optional<Figure> in(String line) {
        if (!line.startsWith(MARK)) {
            return Optional.empty();
        }
        int end = line.lastIndexOf(' ');
        return Optional.of(new Figure(line.substring(MARK.length(), end), Double.parseDouble(line.substring(end + 1))));
    }
}

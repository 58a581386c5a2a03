package dev.errata.benchmarks;

import dev.errata.benchmarks.suites.Suite;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The results as a page of tables, in Markdown. */
final class Report {

    private Report() {}

    /** The page, with the table of marks if there are any. */
    static String page(String marks, Map<Suite, Results> all) {
        String introduction = """
                # Results

                Written by the benchmarks themselves. Each figure is the median of the rounds, each ratio the median of the ratios of the
                single rounds: how the figure of Errata compares to the one of that line.

                """;
        return Stream.concat(
                        Stream.of(introduction + marks),
                        all.entrySet().stream().map(entry -> section(entry.getKey(), entry.getValue())))
                .collect(Collectors.joining("\n"));
    }

    private static String section(Suite suite, Results results) {
        StringBuilder section = new StringBuilder("## " + suite.title() + "\n\n" + results.about() + ".\n\n");
        for (Suite.Metric metric : suite.metrics()) {
            boolean parameters = !suite.parameter().isEmpty();
            String unit = metric.unit().isEmpty() ? "" : ", " + metric.unit();
            section.append(
                    row(parameters ? suite.parameter() : null, "contender", metric.title() + unit, "Errata to this"));
            section.append(row(parameters ? "---:" : null, "---", "---:", "---:"));
            for (String parameter : results.parameters()) {
                String first = results.contenders().get(0);
                for (String contender : results.contenders()) {
                    Results.Key key = new Results.Key(metric.name(), parameter, contender);
                    if (results.has(key)) {
                        Results.Key ours = new Results.Key(metric.name(), parameter, first);
                        boolean itself = contender.equals(first) || !results.has(ours) || results.median(key) == 0;
                        section.append(row(
                                parameters ? parameter : null,
                                contender,
                                number(results.median(key)),
                                itself ? "" : number(results.ratio(ours, key))));
                    }
                }
            }
            section.append("\n![%s](%s)\n\n".formatted(metric.title(), chart(suite, metric)));
        }
        return section.toString();
    }

    private static String row(@Nullable String parameter, String... cells) {
        return Stream.concat(Stream.ofNullable(parameter), Stream.of(cells))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    /** The name of the file of a chart. */
    static String chart(Suite suite, Suite.Metric metric) {
        return suite.id() + "-" + metric.name() + ".svg";
    }

    /** Three significant digits, which is more than such figures are worth. */
    static String number(double value) {
        double size = Math.abs(value);
        int digits = size >= 100 ? 0 : size >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }
}

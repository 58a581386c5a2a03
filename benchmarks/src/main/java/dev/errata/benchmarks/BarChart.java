package dev.errata.benchmarks;

import dev.errata.benchmarks.suites.Suite;
import java.util.List;
import java.util.Locale;

/** A figure of all contenders as horizontal bars, in SVG. */
final class BarChart {

    private static final int LABELS = 250;
    private static final int BARS = 420;
    private static final int VALUES = 130;
    private static final int BAR = 18;
    private static final int GAP = 6;

    private final StringBuilder svg = new StringBuilder();
    private int y = 16;

    private BarChart() {}

    static String of(Suite suite, Suite.Metric metric, Results results) {
        BarChart chart = new BarChart();
        chart.text(
                8,
                suite.title() + ": " + metric.title().toLowerCase(Locale.ROOT) + unit(metric),
                "font-weight=\"bold\"");
        for (String parameter : results.parameters()) {
            chart.group(suite, metric, parameter, results);
        }
        int width = LABELS + BARS + VALUES;
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="13">
                <rect width="100%%" height="100%%" fill="#fff"/>
                %s</svg>
                """.formatted(width, chart.y, chart.svg);
    }

    private static String unit(Suite.Metric metric) {
        return metric.unit().isEmpty() ? "" : " (" + metric.unit() + ")";
    }

    private void group(Suite suite, Suite.Metric metric, String parameter, Results results) {
        List<String> shown = results.contenders().stream()
                .filter(contender -> results.has(new Results.Key(metric.name(), parameter, contender)))
                .toList();
        if (shown.isEmpty()) {
            return;
        }
        y += GAP + BAR;
        if (!parameter.isEmpty()) {
            text(8, suite.parameter() + ": " + parameter, "fill=\"#555\"");
            y += BAR;
        }
        double largest = shown.stream()
                .mapToDouble(contender -> results.median(new Results.Key(metric.name(), parameter, contender)))
                .max()
                .orElseThrow();
        for (String contender : shown) {
            bar(contender, results.median(new Results.Key(metric.name(), parameter, contender)), largest);
        }
    }

    private void bar(String contender, double value, double largest) {
        double width = largest <= 0 ? 0 : Math.max(1, BARS * Math.max(0, value) / largest);
        text(16, contender, "");
        svg.append(String.format(
                Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n",
                LABELS,
                y - BAR + GAP,
                width,
                BAR - GAP + 2,
                contender.startsWith("Errata") ? "#b3261e" : "#9aa5b1"));
        text((int) (LABELS + width + 6), Report.number(value), "");
        y += BAR + GAP / 2;
    }

    private void text(int x, String text, String attributes) {
        svg.append("<text x=\"%d\" y=\"%d\" %s>%s</text>%n"
                .formatted(x, y, attributes, text.replace("&", "&amp;").replace("<", "&lt;")));
    }
}

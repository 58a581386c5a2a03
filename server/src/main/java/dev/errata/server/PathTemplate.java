package dev.errata.server;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A path of an API; a segment in braces stands for any value. */
record PathTemplate(List<String> segments) {

    static PathTemplate of(String path) {
        return new PathTemplate(List.of(path.substring(1).split("/", -1)));
    }

    /** Whether there is a path that both match. */
    boolean overlaps(PathTemplate other) {
        return other.segments.size() == segments.size()
                && IntStream.range(0, segments.size())
                        .allMatch(i -> isVariable(segments.get(i))
                                || isVariable(other.segments.get(i))
                                || segments.get(i).equals(other.segments.get(i)));
    }

    /** The names in braces. */
    Stream<String> variables() {
        return segments.stream()
                .filter(PathTemplate::isVariable)
                .map(segment -> segment.substring(1, segment.length() - 1));
    }

    /** Where a name in braces stands, -1 if it does not. */
    int indexOf(String variable) {
        return segments.indexOf("{" + variable + "}");
    }

    /** A regular expression for the paths that match. */
    String regex() {
        return segments.stream()
                .map(segment -> isVariable(segment) ? "[^/]+" : literal(segment))
                .collect(Collectors.joining("/", "/", ""));
    }

    private static String literal(String segment) {
        return segment.matches("[\\w-]*") ? segment : Pattern.quote(segment);
    }

    private static boolean isVariable(String segment) {
        return segment.startsWith("{") && segment.endsWith("}");
    }

    @Override
    public String toString() {
        return "/" + String.join("/", segments);
    }
}

package dev.errata.junit.internal;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A path whose segments in braces stand for any value. */
record PathTemplate(List<String> segments) {

    static PathTemplate of(String path) {
        return new PathTemplate(split(path));
    }

    /** The segments of a path; a slash at its end makes another path, as it does for the triggers. */
    static List<String> split(String path) {
        return List.of(path.substring(1).split("/", -1));
    }

    boolean matches(List<String> path) {
        if (path.size() != segments.size()) {
            return false;
        }
        for (int i = 0; i < path.size(); i++) {
            boolean fits = isVariable(segments.get(i))
                    ? !path.get(i).isEmpty()
                    : segments.get(i).equals(path.get(i));
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    /** Whether there is a path that both match. */
    boolean overlaps(PathTemplate other) {
        if (other.segments.size() != segments.size()) {
            return false;
        }
        for (int i = 0; i < segments.size(); i++) {
            String one = segments.get(i);
            String another = other.segments.get(i);
            if (!isVariable(one) && !isVariable(another) && !one.equals(another)) {
                return false;
            }
        }
        return true;
    }

    /** The decoded segment that stands where the template has {@code {name}}. */
    Optional<String> variable(String name, List<String> path) {
        int index = segments.indexOf("{" + name + "}");
        return index < 0 ? Optional.empty() : Optional.of(decode(path.get(index)));
    }

    /** A plus is a space in a query alone. */
    private static String decode(String segment) {
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    long variables() {
        return segments.stream().filter(PathTemplate::isVariable).count();
    }

    private static boolean isVariable(String segment) {
        return segment.startsWith("{") && segment.endsWith("}");
    }

    @Override
    public String toString() {
        return "/" + String.join("/", segments);
    }
}

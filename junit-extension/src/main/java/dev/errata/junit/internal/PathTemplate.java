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

    /** The segments of a path; a slash at its end makes no difference. */
    static List<String> split(String path) {
        String inner = path.endsWith("/") ? path.substring(1, Math.max(1, path.length() - 1)) : path.substring(1);
        return List.of(inner.split("/", -1));
    }

    boolean matches(List<String> path) {
        if (path.size() != segments.size()) {
            return false;
        }
        for (int i = 0; i < path.size(); i++) {
            if (!isVariable(segments.get(i)) && !segments.get(i).equals(path.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** The decoded segment that stands where the template has {@code {name}}. */
    Optional<String> variable(String name, List<String> path) {
        int index = segments.indexOf("{" + name + "}");
        return index < 0 ? Optional.empty() : Optional.of(URLDecoder.decode(path.get(index), StandardCharsets.UTF_8));
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

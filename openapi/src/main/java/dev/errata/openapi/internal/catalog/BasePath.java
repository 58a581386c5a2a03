package dev.errata.openapi.internal.catalog;

import dev.errata.openapi.internal.source.Report;
import dev.errata.openapi.internal.source.Value;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of the URL between the host and the paths, of the first server whose URL has one that a catalog can say.
 *
 * @param path the base path of the catalog
 * @param prefix what goes before each path instead, where paths repeat the base path
 */
record BasePath(String path, String prefix) {

    private static final Pattern VARIABLE = Pattern.compile("\\{([^{}]+)}");
    private static final Pattern BEFORE_PATH = Pattern.compile("^([A-Za-z][A-Za-z0-9+.-]*:)?//[^/?#]*");

    static BasePath of(Value root, List<Operation> operations, Report report) {
        String path = "";
        for (Value server : root.get("servers").elements()) {
            String found = path(server);
            if (found.matches("(/[A-Za-z0-9._-]+)*")) {
                path = found;
                break;
            }
            report.leaveOut(server.place(), "the base path " + found + " is not supported in a catalog");
        }
        String base = path;
        boolean repeated = !base.isEmpty()
                && operations.stream()
                        .map(Operation::path)
                        .anyMatch(each -> each.equals(base) || each.startsWith(base + "/"));
        return repeated ? new BasePath("", base) : new BasePath(base, "");
    }

    private static String path(Value server) {
        Value variables = server.get("variables");
        String url = VARIABLE.matcher(server.text("url"))
                .replaceAll(found ->
                        Matcher.quoteReplacement(variables.get(found.group(1)).text("default")));
        String path = BEFORE_PATH
                .matcher(url)
                .replaceFirst("")
                .replaceFirst("[?#].*", "")
                .replaceAll("/+$", "");
        return path.isEmpty() || path.startsWith("/") ? path : "/" + path;
    }
}

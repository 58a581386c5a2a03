package dev.errata.openapi.internal.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.openapi.internal.source.Refusal;
import dev.errata.openapi.internal.source.Report;
import dev.errata.openapi.internal.source.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What the security schemes of a description say about credentials. */
final class Credentials {

    private final Value root;
    private final Map<String, Value> schemes = new LinkedHashMap<>();

    Credentials(Value root, Report report) {
        this.root = root;
        root.get("components").get("securitySchemes").fields().forEach(scheme -> {
            try {
                schemes.put(scheme.getKey(), scheme.getValue().resolved());
            } catch (Refusal refusal) {
                report.leaveOut(scheme.getValue(), refusal);
            }
        });
    }

    /** Returns the headers that hold credentials. */
    Set<String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Value scheme : schemes.values()) {
            String header = header(scheme);
            if (header.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
                headers.putIfAbsent(header.toLowerCase(Locale.ROOT), header);
            }
        }
        return new LinkedHashSet<>(headers.values());
    }

    /** Returns the query parameters that hold credentials. */
    Set<String> parameters() {
        Set<String> parameters = new LinkedHashSet<>();
        schemes.values().stream()
                .filter(scheme -> scheme.text("type").equals("apiKey")
                        && scheme.text("in").equals("query"))
                .map(scheme -> scheme.text("name"))
                .filter(name -> name.matches(".*[A-Za-z0-9].*"))
                .forEach(parameters::add);
        return parameters;
    }

    private static String header(Value scheme) {
        return switch (scheme.text("type")) {
            case "apiKey" ->
                switch (scheme.text("in")) {
                    case "header" -> scheme.text("name");
                    case "cookie" -> "Cookie";
                    default -> "";
                };
            case "http", "oauth2", "openIdConnect" -> "Authorization";
            default -> "";
        };
    }

    /** Adds the credentials that an operation asks for: of several ways the first. */
    void add(Operation operation, ObjectNode headers, List<String> query) {
        Value own = operation.at().get("security");
        List<Value> ways = new ArrayList<>((own.isPresent() ? own : root.get("security")).elements());
        if (ways.isEmpty()) {
            return;
        }
        ways.get(0)
                .fields()
                .map(Map.Entry::getKey)
                .filter(schemes::containsKey)
                .map(schemes::get)
                .forEach(scheme -> {
                    String name = scheme.text("name");
                    if (scheme.text("type").equals("apiKey")
                            && scheme.text("in").equals("query")) {
                        query.add(name.replaceAll("[^A-Za-z0-9._~-]", "") + "=key");
                    } else if (headers().contains(header(scheme))) {
                        headers.put(header(scheme), value(scheme));
                    }
                });
    }

    private static String value(Value scheme) {
        if (scheme.text("type").equals("apiKey")) {
            return scheme.text("in").equals("cookie")
                    ? scheme.text("name").replaceAll("[^A-Za-z0-9._~-]", "") + "=key"
                    : "key";
        }
        return scheme.text("scheme").equalsIgnoreCase("basic") ? "Basic dXNlcjpwYXNzd29yZA==" : "Bearer token";
    }
}

package dev.errata.openapi.internal.catalog;

import dev.errata.openapi.internal.source.Refusal;
import dev.errata.openapi.internal.source.Report;
import dev.errata.openapi.internal.source.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Finds the operations of a description that an import is about. */
final class Operations {

    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace", "query");

    private final Settings settings;
    private final Report report;
    private final List<Operation> operations = new ArrayList<>();

    private Operations(Settings settings, Report report) {
        this.settings = settings;
        this.report = report;
    }

    static List<Operation> of(Value root, Settings settings, Report report) {
        Operations reader = new Operations(settings, report);
        root.get("paths")
                .fields()
                .filter(path -> !path.getKey().startsWith("x-"))
                .forEach(path -> {
                    try {
                        reader.read(path.getKey(), path.getValue());
                    } catch (Refusal refusal) {
                        report.leaveOut(path.getValue(), refusal);
                    }
                });
        return reader.operations;
    }

    private void read(String path, Value reference) {
        Value item = reference.resolved();
        item.fields().filter(field -> METHODS.contains(field.getKey())).forEach(method -> {
            Operation operation =
                    new Operation(method.getKey().toUpperCase(Locale.ROOT), path, method.getValue(), List.of());
            if (settings.operations().isEmpty()
                    || settings.operations().stream().anyMatch(operation::isMeantBy)) {
                if (isPossible(path)) {
                    operations.add(
                            new Operation(operation.method(), path, operation.at(), parameters(item, operation.at())));
                } else {
                    report.leaveOut(operation.at().place(), "no request can have the path " + path);
                }
            }
        });
    }

    /** Whether a request can have the path: RFC 3986 allows these characters, and clients resolve dots. */
    private static boolean isPossible(String path) {
        return path.matches("(/([A-Za-z0-9._~!$&'()*+,;=:@%\\[\\]-]|\\{[^/{}]+})*)+")
                && !path.matches(".*/\\.{1,2}(/.*)?");
    }

    /** Those of the operation count before those of the path. */
    private List<Value> parameters(Value item, Value operation) {
        Map<String, Value> parameters = new LinkedHashMap<>();
        for (Value owner : List.of(item, operation)) {
            for (Value reference : owner.get("parameters").elements()) {
                try {
                    Value parameter = reference.resolved();
                    parameters.put(parameter.text("in") + " " + parameter.text("name"), parameter);
                } catch (Refusal refusal) {
                    report.leaveOut(reference, refusal);
                }
            }
        }
        return List.copyOf(parameters.values());
    }
}

package dev.errata.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.errata.benchmarks.contenders.ErrorAnswer;
import dev.errata.fixtures.Catalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Writes the answers that are served: for each set of them a file, with a catalog of the same answers beside it. */
public final class Inputs {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;

    Inputs(Path folder) {
        this.folder = folder;
    }

    /** The scenarios of Buena.ai; that of the rate limit is the one that is asked for. */
    public Path buena() throws IOException {
        return buena("rate-limited");
    }

    /** The scenarios of Buena.ai, and which of them is asked for. */
    public Path buena(String asked) throws IOException {
        List<ErrorAnswer> answers = Catalog.buena().scenarios().stream()
                .sorted(Comparator.comparing(scenario -> !scenario.id().equals(asked)))
                .map(scenario -> new ErrorAnswer(
                        scenario.id(),
                        scenario.status(),
                        scenario.answer().contentType(),
                        scenario.answer().body()))
                .toList();
        return write(folder.resolve("buena-" + asked), answers);
    }

    /** So many scenarios of an API that is made up. */
    public Path scenarios(int count) throws IOException {
        return write(
                folder.resolve(String.valueOf(count)),
                IntStream.range(0, count).mapToObj(Inputs::madeUp).toList());
    }

    private static ErrorAnswer madeUp(int number) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", true);
        body.put("code", "ERROR_" + number);
        body.put("message", "The request cannot be answered, for reason number " + number + " of all those there are.");
        body.put("timestamp", "2024-01-20T15:30:00Z");
        body.put("details", Map.of("reason", number));
        return new ErrorAnswer("error-" + number, 422, "application/json", text(body));
    }

    private static Path write(Path folder, List<ErrorAnswer> answers) throws IOException {
        Path file = folder.resolve("answers.tsv");
        if (!Files.exists(file)) {
            Path errors = Files.createDirectories(folder.resolve("catalog/errors"));
            for (int i = 0; i < answers.size(); i++) {
                ErrorAnswer answer = answers.get(i);
                Files.writeString(errors.resolve(answer.id() + ".json"), text(error(i, answer)));
            }
            Files.writeString(
                    folder.resolve("catalog/catalog.json"),
                    text(catalog(answers.stream().map(ErrorAnswer::id).toList())));
            ErrorAnswer.write(file, answers);
        }
        return file;
    }

    private static Map<String, Object> catalog(List<String> errors) {
        return Map.of(
                "id",
                "made-up",
                "name",
                "Made-up API",
                "document",
                Map.of("title", "Made-up API", "read", "2026-11-25"),
                "envelope",
                Map.of("code", "/none", "message", "/message", "schema", Map.of("type", "object")),
                "errors",
                errors);
    }

    private static Map<String, Object> error(int priority, ErrorAnswer answer) {
        boolean json = answer.contentType().startsWith("application/json");
        Map<String, Object> request = Map.of("method", "GET", "urlPath", answer.path());
        Map<String, Object> scenario = Map.of(
                "id", answer.id(),
                "description", answer.id(),
                "request", Map.of("method", "GET", "path", answer.path()),
                "trigger", Map.of("priority", priority + 1, "requests", List.of(request)),
                "response",
                        Map.of(
                                "documented",
                                "Nowhere",
                                "contentType",
                                answer.contentType(),
                                json ? "body" : "text",
                                json ? tree(answer.body()) : answer.body()));
        return Map.of(
                "description", answer.id(),
                "status", Map.of("value", answer.status(), "documented", "Nowhere"),
                "scenarios", List.of(scenario));
    }

    private static Object tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    private static String text(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (IOException e) {
            throw new IllegalArgumentException(String.valueOf(value), e);
        }
    }
}

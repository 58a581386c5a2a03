package dev.errata.report;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names scenarios by the id of their API and their own, such as {@code buena/bad-gateway*}. */
final class ScenarioPattern {

    private final String text;
    private final Pattern api;
    private final Pattern scenario;

    private ScenarioPattern(String text, Pattern api, Pattern scenario) {
        this.text = text;
        this.api = api;
        this.scenario = scenario;
    }

    /** Reads a pattern; throws {@link IllegalArgumentException} if it is none. */
    static ScenarioPattern of(String text) {
        String[] parts = text.strip().split("/", -1);
        if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
            throw new IllegalArgumentException(
                    "must name scenarios as API/SCENARIO, such as buena/bad-gateway*, is \"" + text + "\"");
        }
        return new ScenarioPattern(text.strip(), glob(parts[0]), glob(parts[1]));
    }

    private static Pattern glob(String text) {
        return Pattern.compile(
                Arrays.stream(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining("[^/]*")));
    }

    boolean matchesApi(String id) {
        return api.matcher(id).matches();
    }

    boolean matches(String apiId, String scenarioId) {
        return matchesApi(apiId) && scenario.matcher(scenarioId).matches();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ScenarioPattern pattern && pattern.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}

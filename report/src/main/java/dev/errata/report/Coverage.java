package dev.errata.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apiguardian.api.API;

/**
 * Which documented errors test suites met: the scenarios that were really answered to a client, by which tests, how often. Never
 * changed; {@link CoverageFolder} reads and writes it.
 *
 * <pre>{@code
 * Coverage all = CoverageFolder.read(Path.of("client/target/errata")).plus(CoverageFolder.read(Path.of("sync/target/errata")));
 * all.apis().forEach(api -> System.out.println(api.name() + " " + api.percent() + " %, missing " + api.missing()));
 * }</pre>
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class Coverage {

    /** How a test ended. */
    public enum Outcome {
        /** It passed. */
        PASSED,
        /** It failed. */
        FAILED,
        /** It was given up, because an assumption did not hold. */
        ABORTED;

        private static Outcome worse(Outcome one, Outcome other) {
            return one == FAILED || other == FAILED ? FAILED : one == ABORTED ? other : one;
        }
    }

    /**
     * A test, or the set-up of a test class, and what the clients in it were answered.
     *
     * @param id the unique id that the JUnit Platform gives it
     * @param name what it is called in reports, its class first
     * @param outcome how it ended
     * @param answers how often each scenario was answered, by the id of the API and that of the scenario
     */
    public record Test(String id, String name, Outcome outcome, Map<String, Map<String, Long>> answers) {

        private Test plus(Test other) {
            Map<String, Map<String, Long>> sum = new TreeMap<>(answers);
            other.answers.forEach((api, counts) -> sum.merge(api, counts, (one, more) -> {
                Map<String, Long> both = new TreeMap<>(one);
                more.forEach((scenario, count) -> both.merge(scenario, count, Long::sum));
                return both;
            }));
            return new Test(id, name, Outcome.worse(outcome, other.outcome), sum);
        }

        private Test without(String api) {
            Map<String, Map<String, Long>> fewer = new TreeMap<>(answers);
            fewer.remove(api);
            return new Test(id, name, outcome, fewer);
        }
    }

    /**
     * What was met of one API.
     *
     * @param id the id of the API
     * @param name its name
     * @param errors how many errors it documents
     * @param coveredErrors how many of them a client got
     * @param scenarios how many scenarios they have
     * @param missing the ids of the scenarios that no client got, in the order of the catalog
     */
    public record Api(String id, String name, int errors, int coveredErrors, int scenarios, List<String> missing) {

        /**
         * How many scenarios a client got.
         *
         * @return the number
         */
        public int coveredScenarios() {
            return scenarios - missing.size();
        }

        /**
         * How much of the scenarios that is.
         *
         * @return percent, rounded down, so that 100 means all
         */
        public int percent() {
            return Coverage.percent(coveredScenarios(), scenarios);
        }
    }

    private static final Pattern PERCENTAGE = Pattern.compile("(\\d{1,3})\\s*%?");

    private static final Coverage NONE = new Coverage(Instant.EPOCH, Map.of(), Map.of(), List.of());

    private final Instant recorded;
    private final Map<String, ObjectNode> catalogs;
    private final Map<String, Test> tests;
    private final List<String> problems;

    private Coverage(
            Instant recorded, Map<String, ObjectNode> catalogs, Map<String, Test> tests, List<String> problems) {
        this.recorded = recorded;
        this.catalogs = catalogs;
        this.tests = tests;
        this.problems = problems;
    }

    /**
     * The coverage of no tests.
     *
     * @return one without any API
     */
    public static Coverage none() {
        return NONE;
    }

    static Coverage of(Instant recorded, Collection<ObjectNode> catalogs, Collection<Test> tests) {
        Map<String, ObjectNode> apis = new TreeMap<>();
        catalogs.forEach(api -> apis.put(api.path("id").asText(), api));
        Map<String, Test> byId = new LinkedHashMap<>();
        tests.forEach(test -> byId.merge(test.id(), test, Test::plus));
        return new Coverage(recorded, apis, byId, List.of());
    }

    static Coverage problem(String what) {
        return NONE.withProblem(what);
    }

    Coverage withProblem(String what) {
        List<String> more = new ArrayList<>(problems);
        more.add(what);
        return new Coverage(recorded, catalogs, tests, List.copyOf(more));
    }

    /**
     * Puts two suites together, such as those of two modules or of two shards of one. A test that is in both has met what it
     * met in either.
     *
     * @param other the coverage of the other suite
     * @return both; of an API whose catalogs differ the one that was recorded later, and a problem that says so
     */
    public Coverage plus(Coverage other) {
        Coverage older = recorded.isAfter(other.recorded) ? other : this;
        Coverage newer = older == this ? other : this;
        Coverage fitting = older.fittingTo(newer);
        Map<String, Test> all = new LinkedHashMap<>(fitting.tests);
        newer.tests.forEach((id, test) -> all.merge(id, test, Test::plus));
        return fitting.joined(newer, all);
    }

    /**
     * Adds a later run of the same suite, or of a part of it. A test that ran again counts as it ran the last time.
     *
     * @param later the later run
     * @return both; of an API whose catalog was changed in between the later run alone, and a problem that says so
     */
    Coverage updatedBy(Coverage later) {
        Coverage fitting = fittingTo(later);
        Map<String, Test> all = new LinkedHashMap<>(fitting.tests);
        all.putAll(later.tests);
        return fitting.joined(later, all);
    }

    private Coverage joined(Coverage newer, Map<String, Test> all) {
        Map<String, ObjectNode> apis = new TreeMap<>(catalogs);
        apis.putAll(newer.catalogs);
        List<String> both = new ArrayList<>(problems);
        both.addAll(newer.problems);
        return new Coverage(newer.recorded.isAfter(recorded) ? newer.recorded : recorded, apis, all, List.copyOf(both));
    }

    /** Without the APIs whose catalogs another one has in another version: their scenarios may be others by the same name. */
    private Coverage fittingTo(Coverage newer) {
        Coverage fitting = this;
        for (Map.Entry<String, ObjectNode> api : catalogs.entrySet()) {
            ObjectNode version = newer.catalogs.get(api.getKey());
            if (version != null && !version.equals(api.getValue())) {
                fitting = fitting.without(api.getKey())
                        .withProblem(
                                ("Two versions of the catalog \"%s\": what was recorded with the older one, until %s, is"
                                                + " left out. Run those tests again.")
                                        .formatted(api.getKey(), recorded));
            }
        }
        return fitting;
    }

    private Coverage without(String api) {
        Map<String, ObjectNode> fewer = new TreeMap<>(catalogs);
        fewer.remove(api);
        Map<String, Test> left = new LinkedHashMap<>();
        tests.forEach((id, test) -> left.put(id, test.without(api)));
        left.values().removeIf(test -> test.answers().isEmpty());
        return new Coverage(recorded, fewer, left, problems);
    }

    /**
     * When the last of it was recorded.
     *
     * @return the time at which that run began
     */
    public Instant recorded() {
        return recorded;
    }

    /**
     * What was met of each API.
     *
     * @return the APIs of which a server was started, by their ids
     */
    public List<Api> apis() {
        return catalogs.values().stream().map(this::api).toList();
    }

    private Api api(ObjectNode catalog) {
        String id = catalog.path("id").asText();
        Set<String> answered = new HashSet<>();
        tests.values()
                .forEach(test -> answered.addAll(
                        test.answers().getOrDefault(id, Map.of()).keySet()));
        int errors = 0;
        int coveredErrors = 0;
        int scenarios = 0;
        List<String> missing = new ArrayList<>();
        for (JsonNode error : catalog.path("errors")) {
            int missingBefore = missing.size();
            for (JsonNode scenario : error.path("scenarios")) {
                if (!answered.contains(scenario.path("id").asText())) {
                    missing.add(scenario.path("id").asText());
                }
            }
            int ofThisError = error.path("scenarios").size();
            errors++;
            scenarios += ofThisError;
            coveredErrors += missing.size() - missingBefore < ofThisError ? 1 : 0;
        }
        return new Api(id, catalog.path("name").asText(), errors, coveredErrors, scenarios, List.copyOf(missing));
    }

    /**
     * Reads what people write for {@link #shortOf(int)}.
     *
     * @param text such as {@code 90%} or {@code 90}
     * @return the percentage, from 0 to 100
     * @throws IllegalArgumentException if it is none
     */
    public static int percentage(String text) {
        Matcher number = PERCENTAGE.matcher(text.strip());
        if (!number.matches() || Integer.parseInt(number.group(1)) > 100) {
            throw new IllegalArgumentException("has to be a percentage such as 90%, is \"" + text + "\"");
        }
        return Integer.parseInt(number.group(1));
    }

    /**
     * Compares this with what has to be covered.
     *
     * @param percent of the scenarios of each API, from 0 to 100
     * @return which APIs have less, and their missing scenarios, as a text for people; empty if none has. Where nothing was
     *     recorded, that is less than any percentage but 0
     */
    public Optional<String> shortOf(int percent) {
        if (catalogs.isEmpty() && percent > 0) {
            return Optional.of("Less than %d %% was covered, for nothing was recorded".formatted(percent));
        }
        List<String> low = apis().stream()
                .filter(api -> api.percent() < percent)
                .map(api -> "%n  %s: %d %%, never answered: %s"
                        .formatted(api.name(), api.percent(), String.join(", ", api.missing())))
                .toList();
        return low.isEmpty()
                ? Optional.empty()
                : Optional.of("Less than %d %% of the documented scenarios were answered to a client:%s"
                        .formatted(percent, String.join("", low)));
    }

    /**
     * The tests that met a scenario.
     *
     * @return the tests, in the order in which they ended
     */
    public List<Test> tests() {
        return List.copyOf(tests.values());
    }

    /**
     * What could not be read, or did not fit together, and so is not in here.
     *
     * @return a sentence or two for each problem, made for people
     */
    public List<String> problems() {
        return problems;
    }

    Collection<ObjectNode> catalogs() {
        return catalogs.values();
    }

    /** A table with a line for each API. */
    @Override
    public String toString() {
        StringBuilder table = new StringBuilder();
        List<Api> apis = apis();
        int widest = apis.stream().mapToInt(api -> api.name().length()).max().orElse(0);
        String line = "  %-" + Math.max(widest, 1) + "s  %s of errors, %s of scenarios%n";
        apis.forEach(api -> table.append(String.format(
                Locale.ROOT,
                line,
                api.name(),
                share(api.coveredErrors(), api.errors()),
                share(api.coveredScenarios(), api.scenarios()))));
        return table.toString();
    }

    private static String share(int part, int whole) {
        return String.format(Locale.ROOT, "%3d of %3d (%3d %%)", part, whole, percent(part, whole));
    }

    private static int percent(int part, int whole) {
        return whole == 0 ? 100 : 100 * part / whole;
    }
}

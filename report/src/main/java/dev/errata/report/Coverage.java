package dev.errata.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import org.apiguardian.api.API;

/**
 * The error coverage of test suites: the scenarios that servers answered to clients, in which tests, and how often. Immutable;
 * {@link CoverageFolder} reads and writes it.
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
        /** The test passed. */
        PASSED,
        /** The test failed. */
        FAILED,
        /** The test was aborted, because an assumption failed. */
        ABORTED;

        /** A test that was aborted in one run, and not in the other, has run. */
        private static Outcome ofBoth(Outcome one, Outcome other) {
            return one == FAILED || other == FAILED ? FAILED : one == ABORTED ? other : one;
        }
    }

    /** The place where clients were answered. */
    public enum Kind {
        /** A test, as JUnit and Surefire count them: each call of a parameterized or repeated test is one. */
        TEST,
        /** A test class or another container of tests: its set-up and tear-down. */
        CONTAINER,
        /** Outside of all tests and containers. */
        OUTSIDE
    }

    /**
     * A test, or code that ran around tests, and the scenarios that its clients received.
     *
     * @param id the unique id that the JUnit Platform gives it
     * @param name what it is called in reports, its class first
     * @param kind whether it is a test
     * @param outcome how it ended
     * @param answers how often each scenario was answered, by the id of the API and that of the scenario
     */
    public record Test(String id, String name, Kind kind, Outcome outcome, Map<String, Map<String, Long>> answers) {

        private Test plus(Test other) {
            return new Test(
                    id, name, kind, Outcome.ofBoth(outcome, other.outcome), merged(answers, other.answers, Long::sum));
        }

        private Test rerun(Test later) {
            // Another part of a suite has other answers outside of its tests, and no less were given before.
            return kind == Kind.OUTSIDE
                    ? new Test(id, name, kind, later.outcome, merged(answers, later.answers, (before, now) -> now))
                    : later;
        }

        private static Map<String, Map<String, Long>> merged(
                Map<String, Map<String, Long>> one, Map<String, Map<String, Long>> other, BinaryOperator<Long> counts) {
            Map<String, Map<String, Long>> both = new TreeMap<>(one);
            other.forEach((api, more) -> both.merge(api, more, (before, added) -> {
                Map<String, Long> all = new TreeMap<>(before);
                added.forEach((scenario, count) -> all.merge(scenario, count, counts));
                return all;
            }));
            return both;
        }

        private Test without(String api) {
            Map<String, Map<String, Long>> fewer = new TreeMap<>(answers);
            fewer.remove(api);
            return new Test(id, name, kind, outcome, fewer);
        }
    }

    /**
     * A test as a project ran it. Tests of two projects may have one id.
     *
     * @param project the project, as seen from the folder of the coverage
     * @param ended when the test ended
     * @param test the test
     */
    record TestRun(String project, Instant ended, Test test) {

        /** What two runs of one test have in common. */
        record Key(String project, String id) {}

        Key key() {
            return new Key(project, test.id());
        }

        /** Both, which ran at the same time or in two suites. */
        TestRun plus(TestRun other) {
            return new TestRun(project, ended.isAfter(other.ended) ? ended : other.ended, test.plus(other.test));
        }

        TestRun rerun(TestRun later) {
            return new TestRun(project, later.ended, test.rerun(later.test));
        }

        TestRun without(String api) {
            return new TestRun(project, ended, test.without(api));
        }
    }

    /**
     * The coverage of one API. Excluded scenarios count nowhere else.
     *
     * @param id the id of the API
     * @param name its name
     * @param asked whether a client sent any request to a server of it; if not, no minimum applies to it
     * @param errors how many errors it documents
     * @param coveredErrors how many of them a client got
     * @param scenarios how many scenarios they have
     * @param missing the ids of the scenarios that no client got, in the order of the catalog
     * @param excluded the ids of the scenarios that need not be covered, in the order of the catalog
     */
    public record Api(
            String id,
            String name,
            boolean asked,
            int errors,
            int coveredErrors,
            int scenarios,
            List<String> missing,
            List<String> excluded) {

        /**
         * Returns the number of scenarios that a client received.
         *
         * @return the number
         */
        public int coveredScenarios() {
            return scenarios - missing.size();
        }

        /**
         * Returns the share of the scenarios that a client received.
         *
         * @return percent, rounded down, so that 100 means all
         */
        public int percent() {
            return Coverage.percent(coveredScenarios(), scenarios);
        }
    }

    private static final Coverage NONE =
            new Coverage(Instant.EPOCH, Map.of(), Set.of(), Map.of(), List.of(), List.of(), List.of());

    private final Instant recorded;
    private final Map<String, ObjectNode> catalogs;
    private final Set<String> asked;
    private final Map<TestRun.Key, TestRun> runs;
    private final List<CandidateError> candidates;
    private final List<ScenarioPattern> exclusions;
    private final List<String> problems;

    private Coverage(
            Instant recorded,
            Map<String, ObjectNode> catalogs,
            Set<String> asked,
            Map<TestRun.Key, TestRun> runs,
            List<CandidateError> candidates,
            List<ScenarioPattern> exclusions,
            List<String> problems) {
        this.recorded = recorded;
        this.catalogs = catalogs;
        this.asked = asked;
        this.runs = runs;
        this.candidates = candidates;
        this.exclusions = exclusions;
        this.problems = problems;
    }

    /**
     * Returns the coverage of no tests.
     *
     * @return one without any API
     */
    public static Coverage none() {
        return NONE;
    }

    /** The coverage of one run, where a test that stands there twice was run again. */
    static Coverage of(
            Instant recorded,
            Collection<ObjectNode> catalogs,
            Collection<String> asked,
            Collection<TestRun> runs,
            Collection<CandidateError> candidates) {
        Map<String, ObjectNode> apis = new TreeMap<>();
        catalogs.forEach(api -> apis.put(api.path("id").asText(), api));
        Map<TestRun.Key, TestRun> byKey = new LinkedHashMap<>();
        runs.forEach(run -> byKey.merge(run.key(), run, TestRun::rerun));
        return new Coverage(recorded, apis, new TreeSet<>(asked), byKey, List.copyOf(candidates), List.of(), List.of());
    }

    Coverage withProblem(String what) {
        List<String> more = new ArrayList<>(problems);
        more.add(what);
        return new Coverage(recorded, catalogs, asked, runs, candidates, exclusions, List.copyOf(more));
    }

    /**
     * Excludes scenarios that need not be covered.
     *
     * @param patterns the scenarios, each as the id of its API and its own, such as {@code buena/bad-gateway}; {@code *} matches
     *     any text without a slash
     * @return the coverage with these exclusions instead of those that it had
     * @throws IllegalArgumentException if a pattern is invalid; the message shows the expected form
     */
    public Coverage excluding(Collection<String> patterns) {
        return excludingAll(patterns.stream().map(ScenarioPattern::of).toList());
    }

    private Coverage excludingAll(Collection<ScenarioPattern> patterns) {
        return new Coverage(recorded, catalogs, asked, runs, candidates, List.copyOf(patterns), problems);
    }

    /**
     * Returns the patterns of the scenarios that need not be covered.
     *
     * @return the patterns of the scenarios, such as {@code buena/bad-gateway*}
     */
    public List<String> exclusions() {
        return exclusions.stream().map(ScenarioPattern::toString).toList();
    }

    /**
     * Merges the coverage of two suites, such as two modules or two shards of one. A test that is in both counts with the
     * scenarios of both.
     *
     * @param other the coverage of the other suite
     * @return both, with the exclusions of both; of an API whose catalogs differ the one that was recorded later, and a problem
     *     that says so
     */
    public Coverage plus(Coverage other) {
        Coverage older = recorded.isAfter(other.recorded) ? other : this;
        Coverage newer = older == this ? other : this;
        Coverage fitting = older.fittingTo(newer);
        Map<TestRun.Key, TestRun> all = new LinkedHashMap<>(fitting.runs);
        newer.runs.forEach((key, run) -> all.merge(key, run, TestRun::plus));
        Set<ScenarioPattern> excluded = new LinkedHashSet<>(exclusions);
        excluded.addAll(other.exclusions);
        return fitting.joined(newer, all).excludingAll(excluded);
    }

    /**
     * Adds another run. A test that had ended in the same project before this run began was run again, and counts as it ran the
     * last time; one that had not ran at the same time, and both count.
     *
     * @param run the run, which began when it says that it was recorded
     * @return both; of an API whose catalog was changed in between the new run alone, and a problem that says so
     */
    Coverage updatedBy(Coverage run) {
        Coverage fitting = fittingTo(run);
        Map<TestRun.Key, TestRun> all = new LinkedHashMap<>(fitting.runs);
        run.runs.forEach((key, test) -> all.merge(
                key,
                test,
                (before, now) -> before.ended().isAfter(run.recorded) ? before.plus(now) : before.rerun(now)));
        return fitting.joined(run, all);
    }

    private Coverage joined(Coverage newer, Map<TestRun.Key, TestRun> all) {
        Map<String, ObjectNode> apis = new TreeMap<>(catalogs);
        apis.putAll(newer.catalogs);
        Set<String> askedApis = new TreeSet<>(asked);
        askedApis.addAll(newer.asked);
        List<String> both = new ArrayList<>(problems);
        both.addAll(newer.problems);
        Instant last = newer.recorded.isAfter(recorded) ? newer.recorded : recorded;
        List<CandidateError> allCandidates = new CandidateErrors()
                .addAll(candidates)
                .addAll(newer.candidates)
                .all();
        return new Coverage(last, apis, askedApis, all, allCandidates, exclusions, List.copyOf(both));
    }

    /** Without the APIs whose catalogs another one has in another version: their scenarios may be others by the same name. */
    private Coverage fittingTo(Coverage newer) {
        Coverage fitting = this;
        for (Map.Entry<String, ObjectNode> api : catalogs.entrySet()) {
            ObjectNode version = newer.catalogs.get(api.getKey());
            if (version != null && !version.equals(api.getValue())) {
                fitting = fitting.without(api.getKey())
                        .withProblem(
                                ("The catalog \"%s\" was recorded in two versions: results of the older one, until %s, are"
                                                + " left out. Run those tests again.")
                                        .formatted(api.getKey(), recorded));
            }
        }
        return fitting;
    }

    private Coverage without(String api) {
        Map<String, ObjectNode> fewer = new TreeMap<>(catalogs);
        fewer.remove(api);
        Map<TestRun.Key, TestRun> left = new LinkedHashMap<>();
        runs.forEach((key, run) -> left.put(key, run.without(api)));
        left.values().removeIf(run -> run.test().answers().isEmpty());
        Set<String> askedApis = new TreeSet<>(asked);
        askedApis.remove(api);
        List<CandidateError> others = candidates.stream()
                .filter(candidate -> !candidate.api().equals(api))
                .toList();
        return new Coverage(recorded, fewer, askedApis, left, others, exclusions, problems);
    }

    /**
     * Returns the time of the last recorded run.
     *
     * @return the time at which that run began
     */
    public Instant recorded() {
        return recorded;
    }

    /**
     * Returns the coverage of each API.
     *
     * @return the APIs of which a server was started, by their ids
     */
    public List<Api> apis() {
        return catalogs.values().stream().map(this::api).toList();
    }

    private Api api(ObjectNode catalog) {
        String id = catalog.path("id").asText();
        Set<String> answered = answered(id);
        int errors = 0;
        int coveredErrors = 0;
        int scenarios = 0;
        List<String> missing = new ArrayList<>();
        List<String> excluded = new ArrayList<>();
        for (JsonNode error : catalog.path("errors")) {
            int missingBefore = missing.size();
            int ofThisError = 0;
            for (JsonNode json : error.path("scenarios")) {
                String scenario = json.path("id").asText();
                if (isExcluded(id, scenario)) {
                    excluded.add(scenario);
                    continue;
                }
                ofThisError++;
                if (!answered.contains(scenario)) {
                    missing.add(scenario);
                }
            }
            scenarios += ofThisError;
            errors += ofThisError > 0 ? 1 : 0;
            coveredErrors += missing.size() - missingBefore < ofThisError ? 1 : 0;
        }
        return new Api(
                id,
                catalog.path("name").asText(),
                asked.contains(id) || !answered.isEmpty(),
                errors,
                coveredErrors,
                scenarios,
                List.copyOf(missing),
                List.copyOf(excluded));
    }

    private Set<String> answered(String api) {
        Set<String> answered = new HashSet<>();
        tests().forEach(test ->
                answered.addAll(test.answers().getOrDefault(api, Map.of()).keySet()));
        return answered;
    }

    private boolean isExcluded(String api, String scenario) {
        return exclusions.stream().anyMatch(pattern -> pattern.matches(api, scenario));
    }

    /**
     * Returns the tests that received a scenario, and containers and code outside of tests that did.
     *
     * @return the tests, containers and what was outside of them, in the order in which they ended
     */
    public List<Test> tests() {
        return runs.values().stream().map(TestRun::test).toList();
    }

    Collection<TestRun> runs() {
        return runs.values();
    }

    /**
     * Returns the errors of real APIs behind the servers that no catalog has.
     *
     * @return one error for each status and code, 100 at most
     */
    public List<CandidateError> candidates() {
        return candidates;
    }

    /**
     * Returns the problems: lost records, catalogs in two versions, and exclusions without effect.
     *
     * @return a sentence or two for each problem, made for people
     */
    public List<String> problems() {
        List<String> all = new ArrayList<>(problems);
        exclusions.stream()
                .filter(this::hasNoEffect)
                .map("The exclusion \"%s\" matches no scenario."::formatted)
                .forEach(all::add);
        return all;
    }

    /** A pattern for an API that was not recorded may have an effect in another module. */
    private boolean hasNoEffect(ScenarioPattern pattern) {
        List<Api> matched =
                apis().stream().filter(api -> pattern.matchesApi(api.id())).toList();
        return !matched.isEmpty()
                && matched.stream()
                        .noneMatch(api -> api.excluded().stream().anyMatch(id -> pattern.matches(api.id(), id)));
    }

    Collection<ObjectNode> catalogs() {
        return catalogs.values();
    }

    /** Returns a table with a line for each API, and one for each error that no catalog has. */
    @Override
    public String toString() {
        StringBuilder table = new StringBuilder();
        List<Api> apis = apis();
        List<String> names =
                apis.stream().map(api -> ConsoleText.line(api.name())).toList();
        int widest = names.stream().mapToInt(String::length).max().orElse(0);
        String line = "  %-" + Math.max(widest, 1) + "s  %s of errors, %s of scenarios%s%s%n";
        for (int i = 0; i < apis.size(); i++) {
            Api api = apis.get(i);
            table.append(String.format(
                    Locale.ROOT,
                    line,
                    names.get(i),
                    share(api.coveredErrors(), api.errors()),
                    share(api.coveredScenarios(), api.scenarios()),
                    api.excluded().isEmpty() ? "" : ", " + api.excluded().size() + " excluded",
                    api.asked() ? "" : ", no requests"));
        }
        return table.append(new CandidateErrors().addAll(candidates)).toString();
    }

    private static String share(int part, int whole) {
        return whole == 0
                ? String.format(Locale.ROOT, "%3d of %3d (  - %%)", part, whole)
                : String.format(Locale.ROOT, "%3d of %3d (%3d %%)", part, whole, percent(part, whole));
    }

    private static int percent(int part, int whole) {
        return whole == 0 ? 100 : 100 * part / whole;
    }
}

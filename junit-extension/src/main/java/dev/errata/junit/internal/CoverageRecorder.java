package dev.errata.junit.internal;

import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.report.Coverage;
import dev.errata.fixtures.report.CoverageFolder;
import dev.errata.fixtures.report.CoverageJournal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which tests met which scenarios, from what the lanes count and from what runs when.
 *
 * <p>A lane belongs to the test or class in which it was opened. What it answered goes to the test that ends next among those
 * that can see it: that test, the tests of that class, and once the class has ended, all. Where tests that run concurrently
 * share a lane, one of them may get what another one caused.
 *
 * <p>Ids are those of the JUnit Platform, where the id of a class is the beginning of the ids of its tests.
 */
public final class CoverageRecorder {

    /** Who owns what was opened, and what was answered, where no test was running. */
    private static final String NOBODY = "outside of tests";

    private static final AtomicReference<@Nullable CoverageRecorder> CURRENT = new AtomicReference<>();

    private final CoverageFolder folder;
    private final Map<Lane, String> owners = new HashMap<>();
    private final Map<String, Map<Scenario, Long>> kept = new HashMap<>();
    private final Set<String> running = new HashSet<>();
    private final ThreadLocal<@Nullable String> current = new ThreadLocal<>();
    private final List<Catalog> fresh = new ArrayList<>();
    private final Map<Catalog, Boolean> counted = new WeakHashMap<>();
    private @Nullable CoverageJournal journal;
    private @Nullable IOException failure;
    private int runningTests;

    private CoverageRecorder(CoverageFolder folder) {
        this.folder = folder;
    }

    /**
     * Begins to record.
     *
     * @param folder where to; nothing is written there before a test meets something
     * @return the recorder, empty if one is at work in this JVM
     */
    public static Optional<CoverageRecorder> begin(CoverageFolder folder) {
        CoverageRecorder recorder = new CoverageRecorder(folder);
        return CURRENT.compareAndSet(null, recorder) ? Optional.of(recorder) : Optional.empty();
    }

    static void opened(Lane lane) {
        CoverageRecorder recorder = CURRENT.get();
        if (recorder != null) {
            recorder.own(lane);
        }
    }

    static void closed(Lane lane) {
        CoverageRecorder recorder = CURRENT.get();
        if (recorder != null) {
            recorder.disown(lane);
        }
    }

    private synchronized void own(Lane lane) {
        owners.put(lane, now());
        Catalog catalog = whole(lane.catalog());
        if (!counted.containsKey(catalog)) {
            counted.put(catalog, false);
            fresh.add(catalog);
        }
    }

    private synchronized void disown(Lane lane) {
        String owner = owners.remove(lane);
        if (owner != null) {
            keep(lane, running.contains(owner) ? owner : now());
        }
    }

    private String now() {
        return Objects.requireNonNullElse(current.get(), NOBODY);
    }

    private void keep(Lane lane, String id) {
        Map<Scenario, Long> answered = lane.takeAnswered();
        if (!answered.isEmpty()) {
            add(answered, kept.computeIfAbsent(id, key -> new HashMap<>()));
        }
    }

    private static void add(Map<Scenario, Long> answered, Map<Scenario, Long> sum) {
        answered.forEach((scenario, count) -> sum.merge(scenario, count, Long::sum));
    }

    /** A catalog that was asked for what is documented alone stands for the whole one, which has more to cover. */
    private static Catalog whole(Catalog catalog) {
        return catalog.errors().stream().findFirst().map(ApiError::catalog).orElse(catalog);
    }

    /**
     * Notes that something starts to run, in the thread that runs it.
     *
     * @param id the id of a test or of what holds tests
     * @param isTest whether it is a test
     */
    public synchronized void started(String id, boolean isTest) {
        if (isTest) {
            if (runningTests == 0) {
                // The set-up's, not the test's.
                owners.forEach((lane, owner) -> keep(lane, running.contains(owner) ? owner : now()));
            }
            runningTests++;
        }
        running.add(id);
        current.set(id);
    }

    /**
     * Notes that something has ended, in the thread that ran it.
     *
     * @param id its id
     * @param parent the id of what holds it, {@code null} if nothing does
     * @param isTest whether it is a test
     * @param name what it is called in reports
     * @param outcome how it ended
     */
    public synchronized void finished(
            String id, @Nullable String parent, boolean isTest, Supplier<String> name, Coverage.Outcome outcome) {
        running.remove(id);
        current.set(parent);
        runningTests -= isTest ? 1 : 0;
        Map<Scenario, Long> met = Objects.requireNonNullElseGet(kept.remove(id), HashMap::new);
        owners.forEach((lane, owner) -> {
            if (!running.contains(owner) || isWithin(id, owner)) {
                add(lane.takeAnswered(), met);
            }
        });
        record(id, name, outcome, met);
    }

    private static boolean isWithin(String id, String owner) {
        return id.startsWith(owner) && (id.length() == owner.length() || id.charAt(owner.length()) == '/');
    }

    private void record(String id, Supplier<String> name, Coverage.Outcome outcome, Map<Scenario, Long> met) {
        if (met.isEmpty() || failure != null) {
            return;
        }
        try {
            CoverageJournal open = journal();
            Map<String, Map<String, Long>> answers = answers(met);
            if (!answers.isEmpty()) {
                open.add(new Coverage.Test(id, name.get(), outcome, answers));
            }
        } catch (IOException e) {
            failure = e;
        }
    }

    /** The journal, which knows all catalogs so far. */
    private CoverageJournal journal() throws IOException {
        CoverageJournal open = journal;
        if (open == null) {
            open = folder.begin();
            journal = open;
        }
        for (Catalog catalog : fresh) {
            counted.put(catalog, open.add(catalog));
        }
        fresh.clear();
        return open;
    }

    private Map<String, Map<String, Long>> answers(Map<Scenario, Long> met) {
        Map<String, Map<String, Long>> answers = new TreeMap<>();
        met.forEach((scenario, count) -> {
            Catalog catalog = scenario.error().catalog();
            if (counted.getOrDefault(catalog, false)) {
                answers.computeIfAbsent(catalog.id(), api -> new TreeMap<>()).merge(scenario.id(), count, Long::sum);
            }
        });
        return answers;
    }

    /**
     * Ends the recording, and adds it to the report.
     *
     * @return all coverage of the folder; empty if no server was started
     * @throws IOException if there was no writing to the folder, now or before
     */
    public synchronized Optional<Coverage> end() throws IOException {
        CURRENT.compareAndSet(this, null);
        if (journal == null && fresh.isEmpty()) {
            return Optional.empty();
        }
        owners.keySet().forEach(lane -> keep(lane, NOBODY));
        Map<Scenario, Long> rest = new HashMap<>();
        kept.values().forEach(met -> add(met, rest));
        record(NOBODY, () -> NOBODY, Coverage.Outcome.PASSED, rest);
        if (failure != null) {
            throw failure;
        }
        journal().close();
        return Optional.of(folder.collect());
    }
}

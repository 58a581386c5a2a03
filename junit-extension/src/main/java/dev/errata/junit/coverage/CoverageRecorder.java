package dev.errata.junit.coverage;

import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Fault;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.traffic.Exchange;
import dev.errata.report.CandidateErrors;
import dev.errata.report.Coverage;
import dev.errata.report.CoverageFolder;
import dev.errata.report.CoverageJournal;
import dev.errata.stub.spi.ObservedServer;
import dev.errata.stub.spi.ServerListener;
import dev.errata.stub.spi.ServerListeners;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
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
 * Finds out which tests met which scenarios, from what servers answer and from what runs when.
 *
 * <p>A server belongs to the test or class in which it was opened. What it answered goes to the test that ends next among those
 * that can see it: that test, the tests of that class, and once the class has ended, all. Where tests that run concurrently share
 * a server, one of them may get what another one caused.
 *
 * <p>Ids are those of the JUnit Platform, where the id of a class is the beginning of the ids of its tests.
 */
final class CoverageRecorder implements ServerListener {

    /** Who owns what was opened, and what was answered, where no test was running. */
    private static final String NOBODY = "outside of tests";

    private static final AtomicReference<@Nullable CoverageRecorder> CURRENT = new AtomicReference<>();

    /** A server that was not closed yet. */
    private static final class Open {
        private final String owner;
        private final Map<Scenario, Long> answered = new HashMap<>();

        Open(String owner) {
            this.owner = owner;
        }

        Map<Scenario, Long> take() {
            Map<Scenario, Long> taken = Map.copyOf(answered);
            answered.clear();
            return taken;
        }
    }

    private final CoverageFolder folder;
    private final Path project;
    private final Instant began = Instant.now();
    private final Map<ObservedServer, Open> servers = new HashMap<>();

    /** The owners of servers that were closed, for answers that are told late. */
    private final Map<ObservedServer, String> closed = new WeakHashMap<>();

    private final Map<String, Map<Scenario, Long>> kept = new HashMap<>();
    private final Set<String> running = new HashSet<>();
    private final ThreadLocal<@Nullable String> current = new ThreadLocal<>();

    /** All catalogs of which a server was opened, and whether answers by them count. */
    private final Map<Catalog, Boolean> counted = new WeakHashMap<>();

    private final Set<String> asked = new HashSet<>();
    private final CandidateErrors candidates = new CandidateErrors();
    private @Nullable CoverageJournal journal;
    private @Nullable IOException failure;
    private int runningTests;

    private CoverageRecorder(CoverageFolder folder, Path project) {
        this.folder = folder;
        this.project = project;
    }

    /**
     * Begins to record.
     *
     * @param folder where to; nothing is written there before a server is opened
     * @param project the folder of the project whose tests run
     * @return the recorder, empty if one is at work in this JVM
     */
    static Optional<CoverageRecorder> begin(CoverageFolder folder, Path project) {
        CoverageRecorder recorder = new CoverageRecorder(folder, project);
        if (!CURRENT.compareAndSet(null, recorder)) {
            return Optional.empty();
        }
        ServerListeners.add(recorder);
        return Optional.of(recorder);
    }

    @Override
    public synchronized void opened(ObservedServer server) {
        own(server, now());
    }

    private Open own(ObservedServer server, String owner) {
        Catalog catalog = whole(server.catalog());
        if (!counted.containsKey(catalog)) {
            counted.put(catalog, false);
            write(to -> counted.put(catalog, to.add(catalog)));
        }
        return servers.computeIfAbsent(server, key -> new Open(owner));
    }

    /** Something for the journal. */
    private interface Entry {
        void addTo(CoverageJournal journal) throws IOException;
    }

    /** Writes to the journal, which is begun with the first server, so that other JVMs know that this one records. */
    private void write(Entry entry) {
        if (failure != null) {
            return;
        }
        try {
            CoverageJournal open = journal;
            if (open == null) {
                open = folder.begin(project, began);
                journal = open;
            }
            entry.addTo(open);
        } catch (IOException e) {
            failure = e;
        }
    }

    @Override
    public synchronized void answered(ObservedServer server, Exchange exchange) {
        if (!closed.containsKey(server)) {
            // Nobody knows the owner of a server that was opened before the recording began.
            own(server, NOBODY);
        }
        Catalog catalog = whole(server.catalog());
        if (asked.add(catalog.id())) {
            write(to -> to.asked(catalog));
        }
        candidates.add(exchange).ifPresent(candidate -> write(to -> to.add(candidate)));
        if (isWholeAndUnchanged(exchange)) {
            exchange.scenario().ifPresent(scenario -> count(server, scenario));
        }
    }

    private void count(ObservedServer server, Scenario scenario) {
        String owner = closed.get(server);
        if (owner == null) {
            own(server, NOBODY).answered.merge(scenario, 1L, Long::sum);
        } else {
            keep(Map.of(scenario, 1L), running.contains(owner) ? owner : NOBODY);
        }
    }

    private static boolean isWholeAndUnchanged(Exchange exchange) {
        return exchange.delivery().whole()
                && exchange.fault()
                        .map(Fault::stage)
                        .filter(stage -> stage == Fault.Stage.CONTENT || stage == Fault.Stage.ENVELOPE)
                        .isEmpty();
    }

    @Override
    public void closed(ObservedServer server) {
        awaitTold(List.of(server));
        synchronized (this) {
            Open open = servers.remove(server);
            closed.put(server, open == null ? NOBODY : open.owner);
            if (open != null) {
                keep(open);
            }
        }
    }

    /**
     * A client has an answer before the thread that wrote it can tell. Not to be called under the lock, which these threads need.
     */
    private static void awaitTold(List<ObservedServer> servers) {
        servers.forEach(ObservedServer::traffic);
    }

    private String now() {
        return Objects.requireNonNullElse(current.get(), NOBODY);
    }

    private void keep(Open open) {
        keep(open.take(), running.contains(open.owner) ? open.owner : now());
    }

    private void keep(Map<Scenario, Long> answered, String id) {
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
    void started(String id, boolean isTest) {
        if (isTest) {
            awaitTold(opened());
        }
        synchronized (this) {
            if (isTest) {
                if (runningTests == 0) {
                    // The set-up's, not the test's.
                    servers.values().forEach(this::keep);
                }
                runningTests++;
            }
            running.add(id);
            current.set(id);
        }
    }

    private synchronized List<ObservedServer> opened() {
        return servers.entrySet().stream()
                .filter(server -> !server.getValue().answered.isEmpty() || seenBy(server.getValue().owner, now()))
                .map(Map.Entry::getKey)
                .toList();
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
    void finished(String id, @Nullable String parent, boolean isTest, Supplier<String> name, Coverage.Outcome outcome) {
        awaitTold(opened());
        synchronized (this) {
            running.remove(id);
            current.set(parent);
            runningTests -= isTest ? 1 : 0;
            Map<Scenario, Long> met = Objects.requireNonNullElseGet(kept.remove(id), HashMap::new);
            servers.values().stream()
                    .filter(server -> seenBy(server.owner, id))
                    .forEach(server -> add(server.take(), met));
            record(id, name, isTest ? Coverage.Kind.TEST : Coverage.Kind.CONTAINER, outcome, met);
        }
    }

    /** Returns whether what a server answers may go to a test. */
    private boolean seenBy(String owner, String id) {
        return !running.contains(owner) || isWithin(id, owner);
    }

    private static boolean isWithin(String id, String owner) {
        return id.startsWith(owner) && (id.length() == owner.length() || id.charAt(owner.length()) == '/');
    }

    private void record(
            String id, Supplier<String> name, Coverage.Kind kind, Coverage.Outcome outcome, Map<Scenario, Long> met) {
        Map<String, Map<String, Long>> answers = answers(met);
        if (!answers.isEmpty()) {
            write(to -> to.add(new Coverage.Test(id, masked(name.get(), met.keySet()), kind, outcome, answers)));
        }
    }

    /** Tests with parameters are named after these, which may be requests. */
    private static String masked(String name, Set<Scenario> met) {
        String masked = name;
        for (Scenario scenario : met) {
            masked = scenario.error().catalog().masking().text(masked);
        }
        return masked;
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
     * Ends the recording, so that it can be collected.
     *
     * @return whether there is any: whether a server was started
     * @throws IOException if there was no writing to the folder, now or before
     */
    boolean end() throws IOException {
        awaitTold(opened());
        ServerListeners.remove(this);
        CURRENT.compareAndSet(this, null);
        synchronized (this) {
            servers.values()
                    .forEach(server -> add(server.take(), kept.computeIfAbsent(NOBODY, key -> new HashMap<>())));
            Map<Scenario, Long> rest = new HashMap<>();
            kept.values().forEach(met -> add(met, rest));
            record(NOBODY, () -> NOBODY, Coverage.Kind.OUTSIDE, Coverage.Outcome.PASSED, rest);
            CoverageJournal open = journal;
            if (open != null) {
                open.close();
            }
            if (failure != null) {
                throw failure;
            }
            return open != null;
        }
    }
}

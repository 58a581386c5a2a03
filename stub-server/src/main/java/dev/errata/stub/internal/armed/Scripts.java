package dev.errata.stub.internal.armed;

import static java.util.Objects.requireNonNull;

import dev.errata.stub.http.StubRequest;
import dev.errata.stub.injection.FailureSpec;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The scripts of one server. A request goes to the oldest one that fits it and has turns left.
 *
 * <p>Scripts that name a path literally are found by it, so that the number of armed scripts hardly matters. No lock is held
 * while a user's matcher runs.
 */
public final class Scripts {

    private static final ConcurrentNavigableMap<Long, Script> NONE = new ConcurrentSkipListMap<>();

    private final Map<String, ConcurrentNavigableMap<Long, Script>> byPath = new ConcurrentHashMap<>();
    private final ConcurrentNavigableMap<Long, Script> others = new ConcurrentSkipListMap<>();
    private final AtomicLong armed = new AtomicLong();

    /** Adds a script. */
    public void arm(Script script) {
        script.requests()
                .literalPath()
                .map(path -> byPath.computeIfAbsent(path, key -> new ConcurrentSkipListMap<>()))
                .orElse(others)
                .put(armed.incrementAndGet(), script);
    }

    /** Drops all scripts. */
    public void clear() {
        byPath.clear();
        others.clear();
    }

    /** Adds copies of scripts. */
    void restore(List<Script> scripts) {
        scripts.forEach(script -> arm(script.copy()));
    }

    /** Takes the next step for a request, empty if no script is for it. */
    public Optional<FailureSpec> take(StubRequest request) {
        if (others.isEmpty() && byPath.isEmpty()) {
            return Optional.empty();
        }
        ConcurrentNavigableMap<Long, Script> named = byPath.getOrDefault(request.path(), NONE);
        Map.@Nullable Entry<Long, Script> ofPath = named.firstEntry();
        Map.@Nullable Entry<Long, Script> other = others.firstEntry();
        while (ofPath != null || other != null) {
            boolean isNamed = other == null || (ofPath != null && ofPath.getKey() < other.getKey());
            Map.Entry<Long, Script> oldest = requireNonNull(isNamed ? ofPath : other);
            Script script = oldest.getValue();
            Optional<FailureSpec> step = script.take(request);
            if (script.isExhausted()) {
                (isNamed ? named : others).remove(oldest.getKey());
            }
            if (step.isPresent()) {
                return step;
            }
            ofPath = isNamed ? named.higherEntry(oldest.getKey()) : ofPath;
            other = isNamed ? other : others.higherEntry(oldest.getKey());
        }
        return Optional.empty();
    }

    /** Returns the scripts that have turns left, the oldest first. */
    public List<Script> armed() {
        NavigableMap<Long, Script> byAge = new TreeMap<>(others);
        byPath.values().forEach(byAge::putAll);
        return byAge.values().stream().filter(script -> !script.isExhausted()).toList();
    }

    /** Returns the scripts that wait for requests that did not come, the oldest first. */
    public List<Script> unfinished() {
        return armed().stream().filter(Script::isUnfinished).toList();
    }
}

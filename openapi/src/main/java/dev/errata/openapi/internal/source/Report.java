package dev.errata.openapi.internal.source;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What an import has to tell its user, each entry once and in the order of the description. */
public final class Report {

    /**
     * An entry.
     *
     * @param place the JSON pointer in the description, behind the name of the file if it is another than the one imported
     * @param text what there is to tell
     */
    public record Entry(String place, String text) {}

    private final Set<Entry> leftOut = new LinkedHashSet<>();
    private final Map<String, Entry> contradictions = new LinkedHashMap<>();

    /** Tells that something is not imported, and why. */
    public void leaveOut(String place, String reason) {
        leftOut.add(new Entry(place, reason));
    }

    /** Tells that something is not imported because it cannot be read. */
    public void leaveOut(Value at, Refusal refusal) {
        leaveOut(
                at.place(),
                refusal.pointer().isEmpty()
                        ? refusal.file() + " " + refusal.reason()
                        : at.document().place(refusal.file(), refusal.pointer()) + " " + refusal.reason());
    }

    /** Tells where the description contradicts itself, of operations that share the place the first one. */
    public void contradict(String place, String subject, String reason) {
        contradictions.putIfAbsent(place + " " + reason, new Entry(place, subject + " " + reason));
    }

    /** Returns what is not imported. */
    public List<Entry> leftOut() {
        return List.copyOf(leftOut);
    }

    /** Returns where the description contradicts itself. */
    public List<Entry> contradictions() {
        return List.copyOf(contradictions.values());
    }
}

package dev.errata.stub.internal.pipeline;

import java.util.ArrayList;
import java.util.List;

/** The requests that nothing answered, to be reported once. */
final class UnmatchedRequests {

    /** More than anyone reads; the requests of a long run must not fill the memory. */
    private static final int MOST = 1_000;

    private final List<String> reasons = new ArrayList<>();

    synchronized void add(String reason) {
        if (reasons.size() < MOST) {
            reasons.add(reason);
        }
    }

    /** Returns a line for each of the first 1,000, and forgets them. */
    synchronized List<String> take() {
        List<String> taken = List.copyOf(reasons);
        reasons.clear();
        return taken;
    }
}

package dev.errata.report;

import dev.errata.fixtures.traffic.Exchange;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apiguardian.api.API;

/**
 * The errors of real APIs that no catalog has, one for each status and code. Any number of threads may use it.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class CandidateErrors {

    /** More than anyone reads; an API that makes up codes must not fill the memory. */
    private static final int MOST = 100;

    private final Map<CandidateError.Key, CandidateError> found = new LinkedHashMap<>();

    /** Creates an empty list. */
    public CandidateErrors() {}

    /**
     * Adds the answer of an exchange, if it is an error that the catalog does not have.
     *
     * @param exchange what a server saw
     * @return the error, empty if it is not one, or was added before
     */
    public Optional<CandidateError> add(Exchange exchange) {
        return CandidateError.of(exchange).filter(this::add);
    }

    private synchronized boolean add(CandidateError candidate) {
        return found.size() < MOST && found.putIfAbsent(candidate.key(), candidate) == null;
    }

    CandidateErrors addAll(Collection<CandidateError> candidates) {
        candidates.forEach(this::add);
        return this;
    }

    /**
     * Returns the first 100.
     *
     * @return the errors, in the order in which they were answered
     */
    public synchronized List<CandidateError> all() {
        return List.copyOf(found.values());
    }

    /** Returns a heading and a line for each, empty if there are none. */
    @Override
    public String toString() {
        return all().stream()
                .map(candidate -> "    %s%n".formatted(candidate))
                .collect(Collectors.collectingAndThen(
                        Collectors.joining(),
                        lines -> lines.isEmpty()
                                ? ""
                                : "  Answered by the upstream, but not in the catalog:%n".formatted() + lines));
    }
}

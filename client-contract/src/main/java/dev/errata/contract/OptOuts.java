package dev.errata.contract;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apiguardian.api.API;

/**
 * The recommended rules that a client does not keep, each with the reason. Their tests are aborted, which tools show as
 * skipped, and one more aborted test lists them all. Immutable.
 *
 * <pre>{@code
 * OptOuts.of(Rule.RECOMMENDED_INCREASES_BACKOFF, "the job that calls this client has retries of its own")
 * }</pre>
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class OptOuts {

    private static final OptOuts NONE = new OptOuts(Map.of());

    private final Map<Rule, String> reasons;

    private OptOuts(Map<Rule, String> reasons) {
        this.reasons = reasons;
    }

    /**
     * Returns no opt-outs: the client keeps all rules.
     *
     * @return the opt-outs
     */
    public static OptOuts none() {
        return NONE;
    }

    /**
     * Opts out of one rule.
     *
     * @param rule a recommended rule
     * @param reason why the client does not keep it
     * @return the opt-outs
     * @throws IllegalArgumentException if the rule is required, or the reason is blank
     */
    public static OptOuts of(Rule rule, String reason) {
        return NONE.and(rule, reason);
    }

    /**
     * Opts out of one more rule.
     *
     * @param rule a recommended rule
     * @param reason why the client does not keep it
     * @return the changed opt-outs
     * @throws IllegalArgumentException if the rule is required or a duplicate, or the reason is blank
     */
    public OptOuts and(Rule rule, String reason) {
        if (!rule.isRecommended()) {
            throw new IllegalArgumentException(
                    "Cannot opt out of " + rule + ": it is required, and only recommended rules have opt-outs");
        }
        if (reason.isBlank()) {
            throw new IllegalArgumentException("Missing reason for the opt-out of " + rule);
        }
        Map<Rule, String> more = new EnumMap<>(Rule.class);
        more.putAll(reasons);
        if (more.put(rule, reason) != null) {
            throw new IllegalArgumentException("Duplicate opt-out of " + rule);
        }
        return new OptOuts(Collections.unmodifiableMap(more));
    }

    Map<Rule, String> reasons() {
        return reasons;
    }

    Optional<String> reason(Rule rule) {
        return Optional.ofNullable(reasons.get(rule));
    }

    /** Returns all rules with their reasons. */
    @Override
    public String toString() {
        return reasons.entrySet().stream()
                .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                .collect(Collectors.joining("; "));
    }
}

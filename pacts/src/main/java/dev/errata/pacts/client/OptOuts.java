package dev.errata.pacts.client;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apiguardian.api.API;

/**
 * The optional rules that a client does not keep, each with the reason. Their tests are aborted, which tools show as skipped,
 * and a last test lists them all. Immutable.
 *
 * <pre>{@code
 * OptOuts.of(Rule.OPTIONAL_BACKOFF_GROWS, "the job that calls this client tries again by itself")
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
     * No opt-outs: the client keeps all rules.
     *
     * @return the opt-outs
     */
    public static OptOuts none() {
        return NONE;
    }

    /**
     * One rule that the client does not keep.
     *
     * @param rule an optional rule
     * @param reason why not
     * @return the opt-outs
     * @throws IllegalArgumentException if the rule is required, or the reason is blank
     */
    public static OptOuts of(Rule rule, String reason) {
        return NONE.and(rule, reason);
    }

    /**
     * One more rule that the client does not keep.
     *
     * @param rule an optional rule
     * @param reason why not
     * @return the changed opt-outs
     * @throws IllegalArgumentException if the rule is required or among them already, or the reason is blank
     */
    public OptOuts and(Rule rule, String reason) {
        if (!rule.isOptional()) {
            throw new IllegalArgumentException(rule + " is required; only optional rules can be opted out of");
        }
        if (reason.isBlank()) {
            throw new IllegalArgumentException("the opt-out of " + rule + " needs a reason");
        }
        Map<Rule, String> more = new EnumMap<>(Rule.class);
        more.putAll(reasons);
        if (more.put(rule, reason) != null) {
            throw new IllegalArgumentException(rule + " is opted out of twice");
        }
        return new OptOuts(Collections.unmodifiableMap(more));
    }

    Map<Rule, String> reasons() {
        return reasons;
    }

    Optional<String> reason(Rule rule) {
        return Optional.ofNullable(reasons.get(rule));
    }

    /** All rules with their reasons. */
    @Override
    public String toString() {
        return reasons.entrySet().stream()
                .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                .collect(Collectors.joining("; "));
    }
}

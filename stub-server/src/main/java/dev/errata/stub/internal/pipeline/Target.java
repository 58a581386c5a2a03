package dev.errata.stub.internal.pipeline;

import dev.errata.fixtures.Fault;
import dev.errata.stub.http.StubRequest;
import org.jspecify.annotations.Nullable;

/**
 * Where a request was sent: to the plain URL, or to that of a scenario or a fault.
 *
 * @param kind which of these
 * @param name the id of the scenario or the name of the fault, as it was written; empty at the plain URL
 */
record Target(Kind kind, String name) {

    enum Kind {
        PLAIN,
        SCENARIO,
        FAULT
    }

    static final Target PLAIN = new Target(Kind.PLAIN, "");

    /** No scenario has a colon in its id. */
    private static final String FAULT_PREFIX = "fault:";

    static Target scenario(String id) {
        return new Target(Kind.SCENARIO, id);
    }

    static Target fault(Fault fault) {
        return new Target(Kind.FAULT, fault.name());
    }

    boolean isPlain() {
        return kind == Kind.PLAIN;
    }

    /**
     * A request and where it was sent.
     *
     * @param target where it was sent
     * @param request the request as the API sees it
     */
    record Addressed(Target target, StubRequest request) {}

    /** Takes the path form apart: {@code /~rate-limited/api/v2/leads} is the scenario and {@code /api/v2/leads}. */
    static Addressed parse(StubRequest request) {
        String target = request.target();
        int name = target.startsWith("/~") ? 2 : isEncodedTilde(target) ? 4 : 0;
        if (name == 0) {
            return new Addressed(PLAIN, request);
        }
        int end = name;
        while (end < target.length() && target.charAt(end) != '/' && target.charAt(end) != '?') {
            end++;
        }
        String rest = target.substring(end);
        return new Addressed(
                named(target.substring(name, end)), request.withTarget(rest.startsWith("/") ? rest : "/" + rest));
    }

    /** Some clients encode the tilde, as URLs once demanded. */
    private static boolean isEncodedTilde(String target) {
        return target.regionMatches(true, 0, "/%7E", 0, 4);
    }

    private static Target named(String segment) {
        String decoded = segment.replace("%3A", ":").replace("%3a", ":");
        return decoded.startsWith(FAULT_PREFIX)
                ? new Target(Kind.FAULT, decoded.substring(FAULT_PREFIX.length()))
                : new Target(Kind.SCENARIO, decoded);
    }

    // Those of a record take a new JVM longer than all that servers do with them.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Target target && target.kind == kind && target.name.equals(name);
    }

    @Override
    public int hashCode() {
        return 31 * kind.hashCode() + name.hashCode();
    }
}

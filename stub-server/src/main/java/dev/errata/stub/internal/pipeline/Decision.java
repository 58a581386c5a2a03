package dev.errata.stub.internal.pipeline;

import dev.errata.fixtures.traffic.Exchange;
import dev.errata.stub.injection.FailureSpec;
import dev.errata.stub.internal.armed.Quotas;
import java.util.Optional;

/**
 * What was decided about a request before stubs, scenarios and triggers are asked.
 *
 * @param failure how it fails, empty if it does not, or only by its quota
 * @param source what decided so
 * @param quota what its quota says, empty if it is not counted
 */
record Decision(Optional<FailureSpec> failure, Exchange.Source source, Optional<Quotas.Verdict> quota) {

    static final Decision PASS = new Decision(Optional.empty(), Exchange.Source.API, Optional.empty());

    /** Returns whether the request is one too many. */
    boolean isExceeded() {
        return quota.filter(Quotas.Verdict::exceeded).isPresent();
    }

    /** Returns whether it does not matter what the request would be answered otherwise. */
    boolean isFinal() {
        return isExceeded() || failure.flatMap(FailureSpec::scenario).isPresent();
    }
}

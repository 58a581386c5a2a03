package dev.errata.benchmarks.contenders;

import dev.errata.stub.BuenaServer;
import java.net.URI;

/** Asked at scenario URLs: the answers are those of its own catalog. */
public final class ErrataScenarioUrls extends ErrataServer {

    @Override
    URI baseUrl(BuenaServer started, ErrorAnswer answer) {
        return started.baseUrl(answer.id());
    }
}

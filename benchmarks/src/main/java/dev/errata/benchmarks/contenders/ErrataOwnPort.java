package dev.errata.benchmarks.contenders;

import dev.errata.junit.ServerOptions;

/** Errata's server on a port of its own. */
public final class ErrataOwnPort extends ErrataScenarioUrls {

    public ErrataOwnPort() {
        super(ServerOptions.defaults().ownPort());
    }
}

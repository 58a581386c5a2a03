package dev.errata.stub;

import dev.errata.stub.internal.pipeline.Engine;
import org.apiguardian.api.API;

/** The saved state of a server. */
@API(status = API.Status.INTERNAL, since = "0.1")
public final class Checkpoint {

    private final Engine.Checkpoint engine;
    private final ServerClock.Checkpoint clock;

    Checkpoint(Engine.Checkpoint engine, ServerClock.Checkpoint clock) {
        this.engine = engine;
        this.clock = clock;
    }

    Engine.Checkpoint engine() {
        return engine;
    }

    ServerClock.Checkpoint clock() {
        return clock;
    }
}

package dev.errata.junit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.fixtures.Catalog;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A server that many tests share must not keep the scripts of all of them. */
class ScriptsTest {

    private static final Optional<Failure> FAILURE =
            Optional.of(Failure.of(Catalog.buena().scenario("rate-limited")));

    private final Scripts scripts = new Scripts();

    private Script armed(long times) {
        Script script = new Script();
        script.add(new Script.Step(FAILURE, times));
        scripts.arm(script);
        return script;
    }

    @Test
    void scriptsThatAreUsedUpAreLetGo() {
        List<WeakReference<Script>> usedUp = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            usedUp.add(new WeakReference<>(armed(0)));
        }
        Script kept = armed(1);

        assertThat(remaining(usedUp)).isZero();
        assertThat(scripts.unfinished()).containsExactly(kept);
    }

    /** The collector may need more than one hint. */
    private static long remaining(List<WeakReference<Script>> references) {
        long remaining = references.size();
        for (int i = 0; i < 20 && remaining > 0; i++) {
            System.gc();
            remaining =
                    references.stream().filter(script -> script.get() != null).count();
        }
        return remaining;
    }

    @Test
    void scriptsWithStepsLeftAreKeptInTheirOrder() {
        Script first = armed(1);
        armed(0);
        Script second = armed(Script.FOREVER);
        scripts.arm(first);

        assertThat(scripts.unfinished()).containsExactly(first, second);
    }
}

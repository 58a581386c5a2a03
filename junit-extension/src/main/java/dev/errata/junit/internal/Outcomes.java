package dev.errata.junit.internal;

import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Tells what checks found when a test or a class has ended. */
public final class Outcomes {

    private Outcomes() {}

    /**
     * Fails what has passed. What has failed or was aborted keeps its outcome, and gets the problems as suppressed ones.
     *
     * @param context the test or class
     * @param problems what is wrong with it, the most important first
     * @param <T> the type of the problems
     * @throws T the first problem, with the others suppressed, if nothing else went wrong
     */
    public static <T extends Throwable> void settle(ExtensionContext context, List<T> problems) throws T {
        if (problems.isEmpty()) {
            return;
        }
        if (context.getExecutionException().isPresent()) {
            Throwable outcome = context.getExecutionException().get();
            problems.forEach(outcome::addSuppressed);
            return;
        }
        T first = problems.get(0);
        problems.stream().skip(1).forEach(first::addSuppressed);
        throw first;
    }
}

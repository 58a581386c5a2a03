package dev.errata.junit;

import dev.errata.junit.AnnotatedChaos.Mark;
import dev.errata.junit.internal.Outcomes;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Refuses {@link WithChaos} where it has no effect. */
final class ChaosGuard implements AfterEachCallback, AfterAllCallback {

    @Override
    public void afterEach(ExtensionContext context) {
        AnnotatedChaos.mark(context, Mark.TESTED);
        requireArmed(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        requireArmed(context);
    }

    private static void requireArmed(ExtensionContext context) {
        if (AnnotatedChaos.isOn(context)
                && AnnotatedChaos.isMarked(context, Mark.TESTED)
                && !AnnotatedChaos.isMarked(context, Mark.ARMED)) {
            Outcomes.settle(
                    context,
                    List.of(
                            new ExtensionConfigurationException(
                                    "@WithChaos on " + context.getDisplayName()
                                            + " has no server to fail. Take a server as a parameter, or register an extension in a field.")));
        }
    }
}

package dev.errata.junit;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.platform.commons.support.AnnotationSupport;

/** Reads {@link Failing} for JUnit. */
final class AnnotatedChaos {

    private static final Namespace NAMESPACE = Namespace.create(AnnotatedChaos.class);

    private AnnotatedChaos() {}

    /** Does to a server what stands on the context that it is started for, or else on one around it. */
    static void begin(StubServer server, ExtensionContext context) {
        Stream.iterate(Optional.of(context), Optional::isPresent, around -> around.flatMap(ExtensionContext::getParent))
                .flatMap(around -> around.flatMap(AnnotatedChaos::on).stream())
                .findFirst()
                .ifPresent(failing -> begin(server, failing, context));
    }

    /** What stands on a context itself. */
    static Optional<Failing> on(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getElement(), Failing.class);
    }

    /** Does to a server what stands on a context. */
    static Chaos begin(StubServer server, Failing failing, ExtensionContext context) {
        if (failing.rate() < 0 == failing.exactly() < 0) {
            throw new ExtensionConfigurationException(
                    "@Failing needs either a rate, from 0 to 1, or how many requests fail exactly, is " + failing);
        }
        Chaos chaos = failing.exactly() < 0
                ? server.failing(failing.rate(), failing.seed())
                : server.failingExactly(failing.exactly(), failing.of(), failing.seed());
        context.getStore(NAMESPACE).put(context.getUniqueId(), chaos);
        return chaos.with(failing.scenarios()).with(failing.faults());
    }

    /** Whether what stands on a context was done to a server, whichever extension has it. */
    static boolean hasBegun(ExtensionContext context) {
        return context.getStore(NAMESPACE).get(context.getUniqueId()) != null;
    }
}

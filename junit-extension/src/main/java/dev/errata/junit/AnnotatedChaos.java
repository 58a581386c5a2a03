package dev.errata.junit;

import dev.errata.fixtures.ApiError;
import dev.errata.stub.StubServer;
import dev.errata.stub.injection.Chaos;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.platform.commons.support.AnnotationSupport;

/** Reads {@link WithChaos} for JUnit. */
final class AnnotatedChaos {

    /** What became of the annotation of a context. */
    enum Mark {
        /** A test ran below it. */
        TESTED,
        /** A server was armed with it, or with one nearer to a test. */
        ARMED
    }

    private record Key(Mark mark, String context) {}

    private static final Namespace NAMESPACE = Namespace.create(AnnotatedChaos.class);

    private AnnotatedChaos() {}

    /** Returns whether the element of a context itself is annotated. */
    static boolean isOn(ExtensionContext context) {
        return find(context).isPresent();
    }

    private static Optional<WithChaos> find(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getElement(), WithChaos.class);
    }

    /** Arms a server as the nearest annotation says: that of a context, or else of one around it. */
    static void arm(StubServer<?> server, ExtensionContext context) {
        List<ExtensionContext> annotated = annotated(context);
        if (!annotated.isEmpty()) {
            server.chaos(chaos(find(annotated.get(0)).orElseThrow()));
            mark(context, Mark.ARMED);
        }
    }

    /** Arms a server anew. */
    static void replace(StubServer<?> server, ExtensionContext context) {
        server.clearChaos();
        arm(server, context);
    }

    private static Chaos<ApiError> chaos(WithChaos asked) {
        if (asked.rate() < 0 == asked.exactly() < 0) {
            throw new ExtensionConfigurationException(
                    "@WithChaos needs either a rate from 0 to 1 or an exact number of requests, but is " + asked);
        }
        Chaos<ApiError> chaos =
                asked.exactly() < 0 ? Chaos.rate(asked.rate()) : Chaos.exactly(asked.exactly(), asked.of());
        return chaos.seed(asked.seed()).scenarios(asked.scenarios()).faults(asked.faults());
    }

    /** Notes something on all annotated contexts, from this one outward. */
    static void mark(ExtensionContext context, Mark mark) {
        annotated(context)
                .forEach(annotated -> annotated.getStore(NAMESPACE).put(new Key(mark, annotated.getUniqueId()), true));
    }

    /** Returns whether that was noted. */
    static boolean isMarked(ExtensionContext context, Mark mark) {
        return context.getStore(NAMESPACE).get(new Key(mark, context.getUniqueId())) != null;
    }

    private static List<ExtensionContext> annotated(ExtensionContext context) {
        return Stream.iterate(
                        Optional.of(context),
                        Optional::isPresent,
                        around -> around.flatMap(ExtensionContext::getParent))
                .flatMap(Optional::stream)
                .filter(AnnotatedChaos::isOn)
                .toList();
    }
}

package dev.errata.junit;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Hands servers to tests, fails those whose server got a request that nothing fits, and tells of a failed test what its
 * servers saw. All else a server can do without JUnit.
 *
 * @param <S> the type of the servers
 */
abstract class StubsExtension<S extends StubServer>
        implements BeforeAllCallback,
                BeforeEachCallback,
                AfterEachCallback,
                AfterAllCallback,
                ParameterResolver,
                InvocationInterceptor {

    /** How an extension came about: by {@code @ExtendWith}, or by a builder for a field. */
    enum Registration {
        DECLARED,
        FIELD
    }

    private final Class<S> type;
    private final Registration registration;
    private final boolean onSharedHost;
    private final ServerStore<S> servers;

    /** The server of the field that holds this extension; a declared extension serves many tests, and has none. */
    private volatile @Nullable S fieldServer;

    StubsExtension(
            Class<S> type, ServerOptions options, Function<ServerOptions, S> starter, Registration registration) {
        this.type = type;
        this.registration = registration;
        this.onSharedHost = !options.hasOwnPort();
        this.servers = new ServerStore<>(
                type,
                Namespace.create(StubsExtension.class, registration == Registration.FIELD ? this : type),
                onSharedHost,
                context -> started(starter.apply(options), context));
    }

    private static <S extends StubServer> S started(S server, ExtensionContext context) {
        try {
            AnnotatedChaos.begin(server, context);
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /**
     * The server of the field that holds this extension.
     *
     * <p>A {@code static} field has one from {@code @BeforeAll}, or the constructor of a class with
     * {@code @TestInstance(PER_CLASS)}, to the end of the run, so that classes which inherit the field share it; with a port
     * of its own to the end of the class. Any other field has one from {@code @BeforeEach} to the end of the test, and with
     * {@code @TestInstance(PER_CLASS)} from {@code @BeforeAll} to the end of the class.
     *
     * @return the running server
     * @throws IllegalStateException if no test is running, or if the extension was registered with {@code @ExtendWith}
     */
    public final S server() {
        S server = fieldServer;
        if (server == null) {
            String name = getClass().getSimpleName();
            throw new IllegalStateException(
                    registration == Registration.FIELD
                            ? name
                                    + " has no server yet: a static field has one from @BeforeAll on, any other from @BeforeEach on"
                            : "Register " + name
                                    + " with @RegisterExtension to call server(), or take the server as a parameter");
        }
        return server;
    }

    @Override
    public final void beforeAll(ExtensionContext context) {
        startFieldServer(context);
        AnnotatedChaos.on(context)
                .ifPresent(failing -> servers.keep(
                        context,
                        servers.findAround(context).stream()
                                .map(server -> AnnotatedChaos.begin(server, failing, context))
                                .toList()));
    }

    /** Gives the field its server, if it is one that the tests of a class share. */
    private void startFieldServer(ExtensionContext classContext) {
        if (registration == Registration.FIELD) {
            fieldServer = servers.get(livesUntilTheEnd(classContext) ? classContext.getRoot() : classContext, 0);
        }
    }

    /** Classes that inherit a static field share its server, unless it has a port, which the class gives back. */
    private boolean livesUntilTheEnd(ExtensionContext classContext) {
        return onSharedHost
                && AnnotationSupport.findAnnotatedFieldValues(
                                classContext.getRequiredTestClass(), RegisterExtension.class)
                        .stream()
                        .anyMatch(extension -> extension == this);
    }

    /** Without this, what {@code @BeforeAll} did would fail the first test. */
    @Override
    public final void interceptBeforeAllMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        invocation.proceed();
        verify(servers.findAll(context), List.of());
    }

    @Override
    public final void beforeEach(ExtensionContext context) {
        context.getRequiredTestInstances().getAllInstances().forEach(instance -> servers.adopt(context, instance));
        // Servers of the constructor were started for the class; those that are started from now on know the test.
        AnnotatedChaos.on(context)
                .ifPresent(failing -> servers.findOwn(context).forEach(server -> {
                    server.endChaos();
                    AnnotatedChaos.begin(server, failing, context);
                }));
        if (registration == Registration.FIELD) {
            fieldServer = servers.get(context, 0);
        }
        servers.findAround(context).forEach(server -> servers.note(context, server, server.requests()));
    }

    @Override
    public final void afterEach(ExtensionContext context) {
        Optional<Throwable> failed = context.getExecutionException();
        failed.ifPresent(failure -> explain(failure, context));
        List<S> own = servers.findOwn(context);
        if (AnnotatedChaos.on(context).isPresent()
                && !AnnotatedChaos.hasBegun(context)
                && !servers.findAll(context).isEmpty()) {
            throw new ExtensionConfigurationException(
                    "@Failing on a test needs a server of its own; this test only shares some: annotate the class instead");
        }
        try {
            verify(servers.findAll(context), own);
        } catch (AssertionError failure) {
            if (failed.isEmpty()) {
                explain(failure, context);
            }
            throw failure;
        }
    }

    @Override
    public final void afterAll(ExtensionContext context) {
        servers.takeKept(context).forEach(Chaos::stop);
        List<S> all = servers.findAll(context);
        verify(all, livesUntilTheEnd(context) ? all : servers.findOwn(context));
    }

    /** Adds what the servers of a test saw to its failure. */
    private void explain(Throwable failure, ExtensionContext context) {
        for (S server : servers.findAll(context)) {
            server.report(servers.noted(context, server))
                    .map(FailureReport::new)
                    .ifPresent(failure::addSuppressed);
        }
    }

    /** Reports all that is wrong, and not only the first of it. */
    private void verify(List<S> used, List<S> ended) {
        List<AssertionError> failures = Stream.concat(
                        used.stream().flatMap(server -> failure(server::verifyNoUnmatchedRequests)),
                        ended.stream()
                                .filter(StubServer::isStrict)
                                .flatMap(server -> failure(server::verifyScriptsUsedUp)))
                .collect(Collectors.toCollection(ArrayList::new));
        if (!failures.isEmpty()) {
            AssertionError failure = failures.remove(0);
            failures.forEach(failure::addSuppressed);
            throw failure;
        }
    }

    private static Stream<AssertionError> failure(Runnable verification) {
        try {
            verification.run();
            return Stream.empty();
        } catch (AssertionError e) {
            return Stream.of(e);
        }
    }

    @Override
    public final boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == type;
    }

    /** The first parameter of the type is the first server, in whatever method of a test; the second is another one. */
    @Override
    public final Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        int index = (int) Arrays.stream(parameter.getDeclaringExecutable().getParameters())
                .limit(parameter.getIndex())
                .filter(earlier -> earlier.getType() == type)
                .count();
        return isConstructorOfOneTest(parameter, context)
                ? servers.find(context, index).orElseGet(() -> servers.startForInstance(context, index))
                : servers.get(context, index);
    }

    /**
     * The constructor of a test that has an instance of its own is called with the context of the class. A server for it
     * must not end up there, where all tests of the class would find it.
     */
    private static boolean isConstructorOfOneTest(ParameterContext parameter, ExtensionContext context) {
        return parameter.getDeclaringExecutable() instanceof Constructor
                && context.getTestMethod().isEmpty()
                && context.getTestInstanceLifecycle().orElse(Lifecycle.PER_METHOD) == Lifecycle.PER_METHOD;
    }

    @Override
    public final <T> T interceptTestClassConstructor(
            Invocation<T> invocation, ReflectiveInvocationContext<Constructor<T>> constructor, ExtensionContext context)
            throws Throwable {
        if (context.getTestInstanceLifecycle().orElse(Lifecycle.PER_METHOD) == Lifecycle.PER_CLASS) {
            startFieldServer(context);
        }
        try {
            T instance = invocation.proceed();
            servers.assign(context, constructor.getArguments(), instance);
            return instance;
        } catch (Throwable e) {
            servers.abandon(context, constructor.getArguments());
            throw e;
        }
    }
}

package dev.errata.junit;

import dev.errata.junit.internal.FailureReport;
import dev.errata.junit.internal.Fields;
import dev.errata.junit.internal.HeldServer;
import dev.errata.junit.internal.Outcomes;
import dev.errata.junit.internal.Servers;
import dev.errata.stub.ServerOptions;
import dev.errata.stub.StubServer;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Gives tests the servers of an API: starts and closes them, keeps tests apart, fails a test whose server got an unmatched
 * request, and adds what its servers saw to the failure of a test.
 *
 * <p>An extension for an API of one's own takes a few lines:
 *
 * <pre>{@code
 * public class ShopStubs extends StubsExtension<ShopServer> {
 *     public ShopStubs() {
 *         this(ServerOptions.defaults());
 *     }
 *
 *     public ShopStubs(ServerOptions options) {
 *         super(ShopServer.class, ShopServer::start, options);
 *     }
 * }
 * }</pre>
 *
 * <p>It is registered in one of three ways:
 *
 * <pre>{@code
 * @ExtendWith(ShopStubs.class)                         // each test has its own server, as a parameter
 *
 * @RegisterExtension
 * final ShopStubs shop = new ShopStubs();              // each test has its own server, as shop.server()
 *
 * @RegisterExtension
 * static final ShopStubs shop = new ShopStubs();       // all tests share a server, on the same port until the JVM ends
 * }</pre>
 *
 * <p><b>Life cycle.</b> A test has its own server, which its {@code @BeforeEach} and {@code @AfterEach} methods, its constructors
 * and its parameters all see. A second parameter of the type is a second server. A server that {@code @BeforeAll} or the
 * constructor of a class with {@code @TestInstance(PER_CLASS)} takes as a parameter belongs to the class, and so does that of a
 * field that is not {@code static} in such a class; the tests of the class share it. The server of a {@code static} field is
 * started once, and stays on its port through all classes that have the field, reruns of failed tests and cached Spring
 * contexts; it ends with the JVM. If its {@linkplain ServerOptions#port port} was chosen, it gives the port up when another
 * class asks for it after its own classes have ended.
 *
 * <p><b>Isolation.</b> Tests that share a server each find it as {@code @BeforeAll} left it: what a test armed or stubbed is
 * dropped when it has ended, and its traffic is its own. After the class a shared server is as it was before. This does not hold
 * for tests that JUnit runs concurrently ({@code ExecutionMode.CONCURRENT} for the test or a class around it, with parallel
 * execution enabled): they use a shared server side by side, so its state and its traffic belong to all of them.
 *
 * <p><b>Checks.</b> A test that passed fails if a server of its got an unmatched request, unless
 * {@link ServerOptions#allowUnmatched()} allows it; with {@link ServerOptions#strictScripts()} also if it did not exhaust a
 * script, be it armed by the test or by {@code @BeforeAll}. A test that failed or was aborted keeps its outcome, and gets a note
 * of this as a suppressed exception. The scripts of a server that concurrent tests share are checked at the end of the class.
 *
 * <p><b>Parameters.</b> If several extensions have servers of a parameter's type, the parameter is the server of the nearest
 * field: that of a nested class comes before that of the class around it, that of a class before that of the class it
 * extends, and any field before {@code @ExtendWith}. If two fields of one class have servers of the type, such as two of type
 * {@link ApiStubs}, take the servers from the fields: a parameter fails the test.
 *
 * @param <S> the type of the servers
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public abstract class StubsExtension<S extends StubServer<?>>
        implements BeforeAllCallback,
                ExecutionCondition,
                BeforeEachCallback,
                AfterEachCallback,
                AfterAllCallback,
                ParameterResolver,
                InvocationInterceptor {

    /** Where an extension is registered. */
    private enum Place {
        STATIC_FIELD,
        FIELD,
        /** By {@code @ExtendWith}, on a class or a method. */
        ANNOTATION
    }

    /** The key of the extensions that annotations on a context register for servers of a type. */
    private record Annotated(Class<?> type, String context) {}

    private static final Namespace SHARED = Namespace.create(StubsExtension.class);

    private static final ConditionEvaluationResult ALWAYS = ConditionEvaluationResult.enabled("Runs with its servers");

    private final Class<?> type;
    private final Servers<S> servers;

    /** The server of the field that holds this extension; an extension of an annotation serves many tests, and has none. */
    private volatile @Nullable HeldServer<S> fieldServer;

    /**
     * Creates an extension. Tests start the servers.
     *
     * @param type the type of parameters that are servers
     * @param starter starts a server, such as {@code ShopServer::start}
     * @param options how the servers behave
     */
    protected StubsExtension(
            Class<? super S> type, Function<ServerOptions, ? extends S> starter, ServerOptions options) {
        this.type = type;
        this.servers = new Servers<>(options, starter, AnnotatedChaos::arm);
    }

    /**
     * Returns the server of the field that holds this extension: of a {@code static} field from {@code @BeforeAll} on, or from the
     * constructor of a class with {@code @TestInstance(PER_CLASS)}; of any other field from {@code @BeforeEach} on, and with
     * {@code @TestInstance(PER_CLASS)} from {@code @BeforeAll} on.
     *
     * @return the running server
     * @throws IllegalStateException if there is none yet, or the extension is not in a field with {@code @RegisterExtension}
     */
    public final S server() {
        HeldServer<S> held = fieldServer;
        if (held == null) {
            String name = getClass().getSimpleName();
            throw new IllegalStateException(name
                    + " has no server yet. Is it in a field with @RegisterExtension? A static field"
                    + " has a server from @BeforeAll on, any other from @BeforeEach on. With @ExtendWith(" + name
                    + ".class) take the server as a parameter.");
        }
        return held.server();
    }

    @Override
    public final void beforeAll(ExtensionContext context) {
        ErrorsGuard.requireParameterized(context.getRequiredTestClass());
        startFieldServer(context);
        servers.enterAll(context);
        if (AnnotatedChaos.isOn(context)) {
            servers.findAround(context).forEach(held -> AnnotatedChaos.replace(held.server(), context));
        }
    }

    /** Gives the field its server, if it is one that the tests of a class share. */
    private void startFieldServer(ExtensionContext classContext) {
        switch (place(classContext)) {
            case STATIC_FIELD -> fieldServer = servers.permanent(classContext);
            case FIELD -> hold(servers.get(classContext, 0));
            case ANNOTATION -> {}
        }
    }

    private void hold(HeldServer<S> server) {
        HeldServer<S> before = fieldServer;
        if (before != null && before != server && !before.isClosed()) {
            throw new ExtensionConfigurationException(
                    "One " + getClass().getSimpleName()
                            + " is registered for two tests at the same time. Give each field its own, or make the field static.");
        }
        fieldServer = server;
    }

    private Place place(ExtensionContext context) {
        Place known = servers.store(context).get(Place.class, Place.class);
        if (known == null) {
            known = Fields.seenBy(context).stream()
                    .filter(found -> found.extension() == this)
                    .findFirst()
                    .map(found -> found.isStatic() ? Place.STATIC_FIELD : Place.FIELD)
                    .orElse(Place.ANNOTATION);
            servers.store(context).put(Place.class, known);
            if (known == Place.ANNOTATION) {
                List<StubsExtension<?>> all = new ArrayList<>(annotated(context));
                all.add(this);
                context.getStore(SHARED).put(new Annotated(type, context.getUniqueId()), all);
            }
        }
        return known;
    }

    /** The extensions for the same type that annotations on a context register. */
    private List<StubsExtension<?>> annotated(ExtensionContext context) {
        Object found = context.getStore(SHARED).get(new Annotated(type, context.getUniqueId()));
        List<StubsExtension<?>> all = new ArrayList<>();
        if (found instanceof List<?> list) {
            list.forEach(extension -> all.add((StubsExtension<?>) extension));
        }
        return all;
    }

    /** Without this, what {@code @BeforeAll} did would fail the first test. */
    @Override
    public final void interceptBeforeAllMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        invocation.proceed();
        Outcomes.settle(context, unmatched(servers.findAll(context)));
    }

    /** Skips no test. JUnit asks this before any extension sets the test up; where all tests share an instance, nothing else comes first. */
    @Override
    public final ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (context.getTestMethod().isPresent()) {
            servers.sealAll(context);
        }
        return ALWAYS;
    }

    @Override
    public final void beforeEach(ExtensionContext context) {
        servers.adopt(context);
        if (place(context) == Place.FIELD) {
            hold(servers.get(context, 0));
        }
        servers.beginAll(context);
        if (AnnotatedChaos.isOn(context)) {
            List<HeldServer<S>> shared = servers.findAround(context);
            if (shared.stream().anyMatch(held -> held.isConcurrent(context))) {
                throw new ExtensionConfigurationException(
                        "@WithChaos on " + context.getRequiredTestMethod().getName()
                                + "() would fail the requests of other tests, which use its server at the same time. Annotate the class, or"
                                + " give each test its own server.");
            }
            // Constructors have a context of the class, so their servers do not know the annotation of the test yet.
            servers.findAll(context).forEach(held -> AnnotatedChaos.replace(held.server(), context));
        }
    }

    @Override
    public final void afterEach(ExtensionContext context) {
        // Set-up that failed before it came to this extension has used the servers all the same.
        servers.beginAll(context);
        List<HeldServer<S>> used = servers.findAll(context);
        List<AssertionError> problems = new ArrayList<>(unmatched(used));
        problems.addAll(unused(used.stream().filter(held -> !held.isConcurrent(context))));
        Optional<Throwable> failure = context.getExecutionException();
        if (failure.isPresent()) {
            used.forEach(HeldServer::excuse);
        }
        failure.or(() -> problems.stream().findFirst())
                .ifPresent(explained -> reports(used).forEach(explained::addSuppressed));
        Outcomes.settle(context, problems);
    }

    /** What the servers of a test saw. */
    private Stream<FailureReport> reports(List<HeldServer<S>> used) {
        return used.stream().flatMap(held -> held.server().report().stream()).map(FailureReport::new);
    }

    @Override
    public final void afterAll(ExtensionContext context) {
        List<HeldServer<S>> used = servers.findAll(context);
        List<AssertionError> problems = new ArrayList<>(unmatched(used));
        problems.addAll(unused(used.stream().filter(held -> held.isDue(context))));
        Outcomes.settle(context, problems);
    }

    private List<AssertionError> unmatched(List<HeldServer<S>> used) {
        return used.stream()
                .flatMap(held -> failure(held.server()::verifyNoUnmatchedRequests))
                .toList();
    }

    private List<AssertionError> unused(Stream<HeldServer<S>> used) {
        return used.map(HeldServer::server)
                .filter(StubServer::isStrict)
                .flatMap(server -> failure(server::verifyScriptsExhausted))
                .toList();
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
        if (parameter.getParameter().getType() != type) {
            return false;
        }
        // Of several that could give it the first one speaks, because JUnit wants one to say so.
        List<?> candidates = candidates(context);
        return candidates.isEmpty() || candidates.get(0) == this;
    }

    /** The extensions that could give the parameter, of which none is nearer than another. */
    private List<StubsExtension<?>> candidates(ExtensionContext context) {
        List<StubsExtension<?>> candidates = new ArrayList<>();
        fields(context).forEach(found -> candidates.add((StubsExtension<?>) found.extension()));
        Optional<ExtensionContext> next = Optional.of(context);
        while (candidates.isEmpty() && next.isPresent()) {
            candidates.addAll(annotated(next.get()));
            next = next.get().getParent();
        }
        return candidates;
    }

    private List<Fields.Found> fields(ExtensionContext context) {
        return Fields.nearest(Fields.seenBy(context).stream()
                .filter(found -> found.extension() instanceof StubsExtension<?> other && other.type == type));
    }

    /** The first parameter of the type is the first server, in whatever method of a test; the second is another one. */
    @Override
    public final Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        requireOneCandidate(parameter, context);
        Executable executable = parameter.getDeclaringExecutable();
        int index = (int) Arrays.stream(executable.getParameters())
                .limit(parameter.getIndex())
                .filter(earlier -> earlier.getType() == type)
                .count();
        HeldServer<S> held = executable instanceof Constructor && isOfOneTest(context)
                ? servers.forConstructor(context, executable, index)
                : servers.get(context, index);
        return held.server();
    }

    private void requireOneCandidate(ParameterContext parameter, ExtensionContext context) {
        List<StubsExtension<?>> candidates = candidates(context);
        if (candidates.size() > 1) {
            List<Fields.Found> fields = fields(context);
            String names = fields.isEmpty()
                    ? candidates.stream()
                            .map(extension -> extension.getClass().getSimpleName())
                            .collect(Collectors.joining(" and "))
                    : fields.stream().map(Object::toString).collect(Collectors.joining(" and "));
            throw new ParameterResolutionException("%s have servers for the parameter \"%s %s\" of %s. %s"
                    .formatted(
                            names,
                            type.getSimpleName(),
                            parameter.getParameter().getName(),
                            parameter.getDeclaringExecutable().getName(),
                            fields.isEmpty()
                                    ? "Register one of them in a field with @RegisterExtension, and take its server from there."
                                    : "Take the server from one of them in place of the parameter: "
                                            + fields.get(0).field().getName() + ".server()."));
        }
    }

    /**
     * The constructor of a test that has an instance of its own is called with the context of the class. A server for it must not
     * end up there, where all tests of the class would find it.
     */
    private static boolean isOfOneTest(ExtensionContext constructorContext) {
        return constructorContext.getTestMethod().isEmpty()
                && constructorContext.getTestInstanceLifecycle().orElse(Lifecycle.PER_METHOD) == Lifecycle.PER_METHOD;
    }

    @Override
    public final <T> T interceptTestClassConstructor(
            Invocation<T> invocation, ReflectiveInvocationContext<Constructor<T>> constructor, ExtensionContext context)
            throws Throwable {
        if (isOfOneTest(context)) {
            return servers.construct(context, constructor.getExecutable(), invocation);
        }
        if (context.getTestMethod().isPresent()) {
            servers.beginAll(context);
        } else if (place(context) == Place.STATIC_FIELD) {
            fieldServer = servers.permanent(context);
        }
        return invocation.proceed();
    }
}

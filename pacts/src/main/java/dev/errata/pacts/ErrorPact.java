package dev.errata.pacts;

import au.com.dius.pact.core.model.V4Interaction;
import au.com.dius.pact.core.support.BuiltToolConfig;
import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Scenario;
import dev.errata.pacts.internal.PactFiles;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.junit.jupiter.api.DynamicTest;

/**
 * The errors that a consumer depends on, as a pact of its own: its name, the scenarios it can handle, and the requests that
 * its real client sends.
 *
 * <pre>{@code
 * ErrorPact.consumer("lead-sync")
 *         .dependsOn(BuenaError.NOT_FOUND, BuenaError.RATE_LIMIT_EXCEEDED)
 *         .verify(baseUrl -> assertThatThrownBy(() -> client(baseUrl).getLead("lead_abc123"))
 *                 .isInstanceOf(BuenaApiException.class));
 * }</pre>
 *
 * <p>Each call is made twice: against a stub server, to see what the client sends, and then against a server that answers the
 * request that Pact finds to match, and no other. A call sends exactly one request, so retries have to be switched off. Of a body
 * that is JSON the types have to be the same each time, and the pact has the values of the first call. Other
 * bodies are taken as texts, and have to be the same, but for credentials.
 *
 * <p>The pact contains no credentials of the client: those of the catalog's example, or {@code ***}, take
 * their place. A request that has one in its path is refused.
 *
 * <p>When all calls have passed, the pact is written as {@code CONSUMER-PROVIDER.json} into the folder of the system
 * property {@code pact.rootDir}, by default {@code target/pacts}, with Gradle {@code build/pacts}. One that is there is removed
 * first, so a consumer has one {@code ErrorPact} for each API. It is the consumer's half of an agreement until the provider
 * verifies it.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class ErrorPact {

    private final String consumer;
    private final List<Dependency> dependencies;
    private final Path folder;

    private ErrorPact(String consumer, List<Dependency> dependencies, Path folder) {
        this.consumer = consumer;
        this.dependencies = List.copyOf(dependencies);
        this.folder = folder;
    }

    /**
     * Begins the pact of a consumer.
     *
     * @param name the consumer's name, as the provider knows it
     * @return a pact without any interaction
     * @throws IllegalArgumentException if the name is not valid as the name of a file
     */
    public static ErrorPact consumer(String name) {
        if (!name.matches("\\w[\\w .-]*")) {
            throw new IllegalArgumentException(
                    "A consumer's name is made of letters, digits, spaces, dots, hyphens and underscores; this is \""
                            + name + "\"");
        }
        return new ErrorPact(name, List.of(), Path.of(BuiltToolConfig.INSTANCE.getPactDirectory()));
    }

    /**
     * Adds errors, each with its principal scenario, for the call of {@link #verify(ClientCall)} or {@link
     * #tests(ClientCall)} meets.
     *
     * @param errors errors of one API
     * @return the longer pact
     * @throws IllegalArgumentException if they are not all of the API of this pact
     */
    public ErrorPact dependsOn(ApiError... errors) {
        return dependsOn(Stream.of(errors).map(ErrorPact::principal).toArray(Scenario[]::new));
    }

    /**
     * Adds scenarios for the call of {@link #verify(ClientCall)} or {@link #tests(ClientCall)}.
     *
     * @param scenarios scenarios of one API
     * @return the longer pact
     * @throws IllegalArgumentException if they are not all of the API of this pact
     */
    public ErrorPact dependsOn(Scenario... scenarios) {
        ErrorPact longer = this;
        for (Scenario scenario : scenarios) {
            longer = longer.with(new Dependency(consumer, scenario, null));
        }
        return longer;
    }

    /**
     * Adds an error, with its principal scenario and its own call.
     *
     * @param error the error
     * @param call the call that meets it
     * @return the longer pact
     * @throws IllegalArgumentException if it is not of the API of this pact
     */
    public ErrorPact dependsOn(ApiError error, ClientCall call) {
        return dependsOn(principal(error), call);
    }

    /**
     * Adds a scenario with its own call.
     *
     * @param scenario the scenario
     * @param call the call that meets it
     * @return the longer pact
     * @throws IllegalArgumentException if it is not of the API of this pact
     */
    public ErrorPact dependsOn(Scenario scenario, ClientCall call) {
        return with(new Dependency(consumer, scenario, call));
    }

    private static Scenario principal(ApiError error) {
        return error.scenarios().get(0);
    }

    private ErrorPact with(Dependency dependency) {
        dependencies.stream().findFirst().map(Dependency::api).ifPresent(api -> {
            if (!api.id().equals(dependency.api().id())) {
                throw new IllegalArgumentException(
                        "%s is a scenario of the %s, but this is a pact with the %s; each API needs its own pact"
                                .formatted(dependency.scenario(), dependency.api(), api));
            }
        });
        List<Dependency> longer = new ArrayList<>(dependencies);
        longer.add(dependency);
        return new ErrorPact(consumer, longer, folder);
    }

    /**
     * Chooses where the pact is written.
     *
     * @param folder the folder; made if it is missing
     * @return the same pact, written there
     */
    public ErrorPact writtenTo(Path folder) {
        return new ErrorPact(consumer, dependencies, folder);
    }

    /**
     * Makes all calls, and writes the pact. Needs a call for every error and scenario.
     *
     * @return the file
     * @throws AssertionError if a call failed, or sent something else than one request; names the scenario
     * @throws IllegalStateException if there is nothing to verify, or no call for an error or scenario
     * @throws UncheckedIOException if the file cannot be written
     */
    public Path verify() {
        return write(begun().stream().map(Dependency::verify).toList());
    }

    /**
     * Makes all calls, and writes the pact.
     *
     * @param call the call that meets what was added without one
     * @return the file
     * @throws AssertionError if a call failed, or sent something else than one request; names the scenario
     * @throws IllegalStateException if there is nothing to verify
     * @throws UncheckedIOException if the file cannot be written
     */
    public Path verify(ClientCall call) {
        return calling(call).verify();
    }

    /**
     * Returns a test for each call, for a method with {@code @TestFactory}. The last of them to pass writes the pact; where one fails,
     * none is written. They may run concurrently. Needs a call for every error and scenario.
     *
     * @return the tests
     * @throws IllegalStateException if there is nothing to verify, or no call for an error or scenario
     */
    public Stream<DynamicTest> tests() {
        List<Dependency> all = begun();
        Queue<V4Interaction.SynchronousHttp> verified = new ConcurrentLinkedQueue<>();
        AtomicInteger left = new AtomicInteger(all.size());
        return all.stream()
                .map(dependency -> DynamicTest.dynamicTest(dependency.scenario().toString(), () -> {
                    verified.add(dependency.verify());
                    if (left.decrementAndGet() == 0) {
                        write(List.copyOf(verified));
                    }
                }));
    }

    /**
     * Returns a test for each call, as {@link #tests()} does.
     *
     * @param call the call that meets what was added without one
     * @return the tests
     * @throws IllegalStateException if there is nothing to verify
     */
    public Stream<DynamicTest> tests(ClientCall call) {
        return calling(call).tests();
    }

    private ErrorPact calling(ClientCall call) {
        return new ErrorPact(
                consumer,
                dependencies.stream().map(dependency -> dependency.orElse(call)).toList(),
                folder);
    }

    /** What is to be verified, checked, and with the pact of an earlier run out of the way. */
    private List<Dependency> begun() {
        if (dependencies.isEmpty()) {
            throw new IllegalStateException(
                    "The pact of " + consumer + " is empty: add an error or a scenario with dependsOn(...)");
        }
        dependencies.forEach(Dependency::requireCall);
        PactFiles.delete(consumer, dependencies.get(0).api().id(), folder);
        return dependencies;
    }

    private Path write(List<V4Interaction.SynchronousHttp> interactions) {
        Set<String> descriptions = new HashSet<>();
        interactions.forEach(interaction -> {
            if (!descriptions.add(interaction.getDescription())) {
                throw new AssertionError(
                        "Duplicate interaction in the pact of %s: \"%s\". Make the calls differ, or remove one"
                                .formatted(consumer, interaction.getDescription()));
            }
        });
        return PactFiles.write(PactFiles.pact(consumer, dependencies.get(0).api(), interactions), folder);
    }
}

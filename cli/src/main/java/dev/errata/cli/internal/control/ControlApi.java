package dev.errata.cli.internal.control;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Fault;
import dev.errata.fixtures.Scenario;
import dev.errata.stub.MatchingRequests;
import dev.errata.stub.Outage;
import dev.errata.stub.StubServer;
import dev.errata.stub.http.HeaderField;
import dev.errata.stub.http.StubRequest;
import dev.errata.stub.http.StubResponse;
import dev.errata.stub.injection.Chaos;
import dev.errata.stub.injection.Failure;
import dev.errata.stub.injection.Injection;
import dev.errata.stub.injection.Latency;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The control API: what a Java test does with a {@link StubServer}, over HTTP. {@code docs/control-api.md} describes it.
 *
 * <p>Each request is read and checked as a whole before the server is touched, so a refused request changes nothing.
 */
public final class ControlApi {

    public static final String PATH = "/__errata";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final int LONGEST_ERROR = 1_000;

    /** In which an answer leaves. */
    private static final Duration ANSWER = Duration.ofMillis(100);

    /** Does what a request asks for, and returns what it is answered; empty if there is nothing to tell. */
    private interface Action extends Function<StubRequest, Optional<ObjectNode>> {}

    private final StubServer<ApiError> server;
    private final ControlAuth auth;
    private final Map<String, Map<String, Action>> resources;

    /** Whether an outage has begun, or is about to. */
    private final AtomicBoolean outage = new AtomicBoolean();

    /** How many requests came before the traffic was cleared. */
    private volatile long cleared;

    ControlApi(StubServer<ApiError> server, ControlAuth auth) {
        this.server = server;
        this.auth = auth;
        this.resources = Map.ofEntries(
                entry("", Map.of("GET", request -> Optional.of(index()))),
                entry("/armed", Map.of("GET", armed(server::armed))),
                entry(
                        "/scripts",
                        Map.of(
                                "GET", armed(() -> server.armed(Injection.SCRIPTS)),
                                "POST", body(ControlRequests.Step.class, this::script),
                                "DELETE", done(server::clearScripts))),
                entry("/provider-states", Map.of("POST", this::providerState)),
                entry(
                        "/quota",
                        Map.of(
                                "GET", armed(() -> server.armed(Injection.QUOTAS)),
                                "PUT", body(ControlRequests.QuotaRequest.class, asked -> server.quota(asked.quota())),
                                "DELETE", done(server::clearQuotas))),
                entry(
                        "/latency",
                        Map.of(
                                "GET",
                                armed(() -> server.armed(Injection.LATENCY)),
                                "PUT",
                                body(ControlRequests.LatencyRequest.class, asked -> server.latency(asked.latency())),
                                "DELETE",
                                done(() -> server.latency(Latency.none())))),
                entry(
                        "/chaos",
                        Map.of(
                                "GET", armed(() -> server.armed(Injection.CHAOS)),
                                "PUT", body(ControlRequests.ChaosRequest.class, this::chaos),
                                "DELETE", done(this::clearChaos))),
                entry(
                        "/clock",
                        Map.of(
                                "POST",
                                body(
                                        ControlRequests.ClockRequest.class,
                                        asked -> server.clock().advance(asked.time())))),
                entry(
                        "/outage",
                        Map.of("POST", body(ControlRequests.OutageRequest.class, asked -> outage(asked.time())))),
                entry(
                        "/traffic",
                        Map.of("GET", request -> Optional.of(traffic(request)), "DELETE", done(this::clearTraffic))),
                entry("/reset", Map.of("POST", done(this::reset))));
    }

    /** Returns whether a path belongs to the control API. */
    static boolean isAt(String path) {
        return path.equals(PATH) || path.startsWith(PATH + "/");
    }

    /** Answers a request to a path of the control API. */
    StubResponse answer(StubRequest request) {
        String path = request.path().substring(PATH.length());
        try {
            auth.check(request);
            return answer(request, path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
        } catch (BadRequestException e) {
            StubResponse response = error(e.status(), e.getMessage());
            return e.status() == 401 ? response.withHeader("WWW-Authenticate", "Bearer") : response;
        } catch (IllegalArgumentException | ArithmeticException | NoSuchElementException e) {
            return error(400, e.getMessage());
        } catch (IllegalStateException e) {
            return error(409, e.getMessage());
        } catch (RuntimeException e) {
            return error(500, "An error of Errata: " + e);
        }
    }

    private StubResponse answer(StubRequest request, String path) {
        Map<String, Action> methods = Optional.ofNullable(resources.get(path))
                .orElseThrow(() ->
                        new BadRequestException(404, "Unknown path " + PATH + path + ". Expected one of " + paths()));
        // HEAD is answered as GET, and the transport leaves out the body.
        Action action = methods.get(request.method().equals("HEAD") ? "GET" : request.method());
        if (action == null) {
            String allowed = String.join(", ", new TreeMap<>(methods).keySet());
            return error(405, PATH + path + " does not support " + request.method() + ", only " + allowed)
                    .withHeader("Allow", allowed);
        }
        return action.apply(request)
                .map(answer -> json(200, answer))
                .orElseGet(() -> StubResponse.of(204, List.of(), new byte[0]));
    }

    private String paths() {
        return resources.keySet().stream().sorted().map(known -> PATH + known).collect(Collectors.joining(", "));
    }

    private static StubResponse json(int status, ObjectNode body) {
        return StubResponse.of(
                status,
                List.of(new HeaderField("Content-Type", "application/json")),
                (body.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Answers with a sentence, in which values of the request may stand, which can be anything. */
    private static StubResponse error(int status, @Nullable String sentence) {
        String line = String.valueOf(sentence).replaceAll("\\p{Cntrl}+", " ");
        return json(
                status,
                NODES.objectNode()
                        .put("error", line.length() <= LONGEST_ERROR ? line : line.substring(0, LONGEST_ERROR) + "…"));
    }

    /** An action that a JSON object describes. */
    private static <T> Action body(Class<T> type, Consumer<T> action) {
        return request -> {
            action.accept(ControlRequests.read(request, type));
            return Optional.empty();
        };
    }

    private static Action done(Runnable action) {
        return request -> {
            action.run();
            return Optional.empty();
        };
    }

    private ObjectNode index() {
        PathUrls urls = new PathUrls(server);
        ObjectNode index = NODES.objectNode()
                .put("api", server.catalog().id())
                .put("name", server.catalog().name())
                .put("baseUrl", server.baseUrl().toString());
        ArrayNode scenarios = index.putArray("scenarios");
        for (Scenario scenario : server.catalog().scenarios()) {
            scenarios
                    .addObject()
                    .put("id", scenario.id())
                    .put("status", scenario.status())
                    .put("error", scenario.error().name())
                    .put("baseUrl", urls.of(scenario).toString());
        }
        ArrayNode faults = index.putArray("faults");
        boolean hasTls = server.rootUrl().getScheme().equals("https");
        for (Fault fault : Fault.values()) {
            if (hasTls || !fault.needsTls()) {
                faults.addObject()
                        .put("name", fault.name())
                        .put("baseUrl", urls.of(fault).toString());
            }
        }
        return index;
    }

    /** Begins when the answer to this very request has left, because its connection ends, too. */
    private void outage(Duration duration) {
        if (!outage.compareAndSet(false, true)) {
            throw new IllegalStateException("Another outage is already about to begin");
        }
        after(ANSWER, () -> {
            Outage begun = server.outage();
            after(duration, () -> {
                begun.close();
                outage.set(false);
            });
        });
    }

    private static void after(Duration delay, Runnable action) {
        CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS)
                .execute(action);
    }

    private static Action armed(Supplier<List<String>> lines) {
        return request -> {
            ObjectNode json = NODES.objectNode();
            ArrayNode armed = json.putArray("armed");
            lines.get().forEach(armed::add);
            return Optional.of(json);
        };
    }

    private void script(ControlRequests.Step asked) {
        Failure<ApiError>[] failures = asked.failures(server.catalog());
        requests(asked.on()).ifPresentOrElse(requests -> requests.willFail(failures), () -> server.willFail(failures));
    }

    /** Returns the requests that something is for; empty if it is for all. */
    private Optional<MatchingRequests<ApiError>> requests(@Nullable JsonNode on) {
        try {
            return Optional.ofNullable(on).map(matcher -> server.on(matcher.toString()));
        } catch (IllegalArgumentException e) {
            throw new BadRequestException("Invalid \"on\": " + e.getMessage());
        }
    }

    /** Enters or leaves a provider state of a pact: a script for all requests, in place of all scripts before. */
    private Optional<ObjectNode> providerState(StubRequest request) {
        Optional<Scenario> entered =
                ControlRequests.ProviderStateChange.read(request).entered(server.catalog());
        server.clearScripts();
        entered.ifPresent(scenario -> server.willFail(Failure.failure(scenario).forever()));
        return Optional.empty();
    }

    /** Replaces the chaos before, once nothing can be refused any more. */
    private synchronized void chaos(ControlRequests.ChaosRequest asked) {
        Chaos<ApiError> chaos = asked.chaos(server.catalog());
        var unused = chaos.specsFor(server.catalog());
        Optional<MatchingRequests<ApiError>> requests = requests(asked.on());
        server.clearChaos();
        requests.ifPresentOrElse(matching -> matching.chaos(chaos), () -> server.chaos(chaos));
    }

    private synchronized void clearChaos() {
        server.clearChaos();
    }

    private ObjectNode traffic(StubRequest request) {
        return TrafficJson.of(server.traffic().after(Math.max(cleared, ControlRequests.after(request))));
    }

    private void clearTraffic() {
        cleared = server.traffic().total();
    }

    private void reset() {
        server.reset();
        // The numbers begin at 1 again.
        cleared = 0;
    }
}

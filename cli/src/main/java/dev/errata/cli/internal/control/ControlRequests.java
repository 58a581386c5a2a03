package dev.errata.cli.internal.control;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Fault;
import dev.errata.fixtures.QuotaWindow;
import dev.errata.fixtures.RetryAfterHeader;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.model.UrlEncoded;
import dev.errata.stub.http.StubRequest;
import dev.errata.stub.injection.Chaos;
import dev.errata.stub.injection.Failure;
import dev.errata.stub.injection.Latency;
import dev.errata.stub.injection.Quota;
import java.io.IOException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The JSON objects that the control API accepts. They are read strictly, and become the values that a server is armed with. In
 * all of them {@code null} is the same as no field, except for {@code details}.
 */
final class ControlRequests {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                    LogicalType.Textual,
                    text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();

    /** Nobody waits longer for an answer, and longer times need not fit into a number of milliseconds. */
    private static final Duration LONGEST_DELAY = Duration.ofDays(1);

    private ControlRequests() {}

    /** Reads the body of a request; throws {@link BadRequestException} if it is not valid. */
    static <T> T read(StubRequest request, Class<T> type) {
        String contentType = request.header("Content-Type").orElse("");
        if (!contentType.toLowerCase(Locale.ROOT).matches("application/json\\s*(;.*)?")) {
            throw new BadRequestException("The header Content-Type must be application/json");
        }
        try {
            return Optional.ofNullable(MAPPER.readValue(request.body(), type))
                    .orElseThrow(() -> new BadRequestException("The body must be a JSON object"));
        } catch (UnrecognizedPropertyException e) {
            throw new BadRequestException("Unknown field \"" + e.getPropertyName() + "\". Expected one of "
                    + e.getKnownPropertyIds().stream()
                            .map(String::valueOf)
                            .sorted()
                            .collect(Collectors.joining(", ")));
        } catch (JsonMappingException e) {
            throw new BadRequestException(mismatch(e));
        } catch (JsonProcessingException e) {
            throw new BadRequestException("The body is not valid JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new BadRequestException("The body is not text in UTF-8: " + e.getMessage());
        }
    }

    private static String mismatch(JsonMappingException mistake) {
        String field = mistake.getPath().stream()
                .map(JsonMappingException.Reference::getFieldName)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("."));
        return field.isEmpty()
                ? "The body must be one JSON object, without trailing content"
                : "The field \"" + field + "\" has a value of the wrong type";
    }

    /** Returns the parameter {@code after} of a request for traffic, 0 if it is missing. */
    static long after(StubRequest request) {
        Map<String, String> parameters = query(request);
        String after = parameters.remove("after");
        if (!parameters.isEmpty()) {
            throw new BadRequestException(
                    "Unknown parameter \"" + parameters.keySet().iterator().next() + "\". Expected \"after\"");
        }
        try {
            return after == null ? 0 : Long.parseLong(after);
        } catch (NumberFormatException e) {
            throw new BadRequestException("The parameter \"after\" must be the number of an exchange");
        }
    }

    /** Returns the first value of each parameter. */
    private static Map<String, String> query(StubRequest request) {
        return UrlEncoded.queryParameters(request.target()).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, parameter -> parameter.getValue().get(0)));
    }

    /** A step of a script. The first step holds the others, and the requests that the script is for. */
    record Step(
            @Nullable String error,
            @Nullable String scenario,
            @Nullable String fault,
            boolean pass,
            @Nullable Long times,
            boolean forever,
            @Nullable String delay,
            @Nullable Long retryAfter,
            @Nullable String retryAfterHeader,
            @Nullable String message,
            @Nullable JsonNode details,
            @Nullable String requestId,
            @Nullable Map<String, @Nullable JsonNode> extra,
            @Nullable JsonNode on,
            @Nullable List<@Nullable Step> then) {

        Step {
            on = orNull(on);
        }

        /** Returns the steps of the script that begins with this one. */
        Failure<ApiError>[] failures(Catalog catalog) {
            List<Step> later = elements("then", then);
            if (later.stream().anyMatch(step -> step.on() != null || step.then() != null)) {
                throw new BadRequestException(
                        "\"on\" and \"then\" belong to the first step, and hold for the whole script");
            }
            @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type cannot be made otherwise
            Failure<ApiError>[] failures = Stream.concat(Stream.of(this), later.stream())
                    .map(step -> step.failure(catalog))
                    .toArray(Failure[]::new);
            return failures;
        }

        private Failure<ApiError> failure(Catalog catalog) {
            requireConsistent();
            Failure<ApiError> failure = origin(catalog);
            failure = with(failure, times, (step, count) -> step.times(atLeast(1, "times", count)));
            failure = with(failure, delay, (step, text) -> step.delay(delayOf("delay", text)));
            failure = with(failure, retryAfter, (step, seconds) -> step.retryAfter(atLeast(0, "retryAfter", seconds)));
            failure = with(
                    failure,
                    retryAfterHeader,
                    (step, name) ->
                            step.retryAfterHeader(constant("retryAfterHeader", RetryAfterHeader.values(), name)));
            failure = with(failure, message, Failure::message);
            failure = with(failure, details, Failure::details);
            failure = with(failure, requestId, Failure::requestId);
            failure = with(failure, extra, Step::withExtra);
            return forever ? failure.forever() : failure;
        }

        private static Failure<ApiError> withExtra(Failure<ApiError> failure, Map<String, @Nullable JsonNode> values) {
            Failure<ApiError> changed = failure;
            for (Map.Entry<String, @Nullable JsonNode> value : values.entrySet()) {
                changed = changed.extra(
                        value.getKey(), Objects.requireNonNullElseGet(value.getValue(), NullNode::getInstance));
            }
            return changed;
        }

        private static <T> Failure<ApiError> with(
                Failure<ApiError> failure,
                @Nullable T value,
                BiFunction<Failure<ApiError>, T, Failure<ApiError>> change) {
            return value == null ? failure : change.apply(failure, value);
        }

        private void requireConsistent() {
            if (error != null && scenario != null) {
                throw new BadRequestException("A step has \"error\" or \"scenario\", not both");
            }
            boolean hasError = error != null || scenario != null;
            if ((hasError || fault != null) == pass) {
                throw new BadRequestException(
                        "A step has \"error\", \"scenario\" or \"fault\"; or else \"pass\": true");
            }
            if (times != null && forever) {
                throw new BadRequestException("A step has \"times\" or \"forever\", not both");
            }
            if (pass && delay != null) {
                throw new BadRequestException("\"delay\" is not supported in a step with \"pass\"");
            }
            if (!hasError) {
                requireNone("message", message);
                requireNone("details", details);
                requireNone("requestId", requestId);
                requireNone("extra", extra);
                requireNone("retryAfter", retryAfter);
                requireNone("retryAfterHeader", retryAfterHeader);
            }
        }

        private static void requireNone(String field, @Nullable Object value) {
            if (value != null) {
                throw new BadRequestException(
                        "\"" + field + "\" needs an error to change: add \"error\" or \"scenario\" to the step");
            }
        }

        private Failure<ApiError> origin(Catalog catalog) {
            if (pass) {
                return Failure.pass();
            }
            Optional<Fault> broken = Optional.ofNullable(fault).map(name -> faultNamed("fault", name));
            Optional<Failure<ApiError>> named = error != null
                    ? Optional.of(Failure.failure(catalog.error(error)))
                    : Optional.ofNullable(scenario).map(Failure::failure);
            return named.map(failure -> broken.map(failure::with).orElse(failure))
                    .orElseGet(() -> Failure.failure(broken.orElseThrow()));
        }
    }

    /** A quota for one window. */
    record QuotaRequest(
            @Nullable Long requests,
            @Nullable String window,
            @Nullable String retryAfterHeader) {

        Quota quota() {
            Quota quota = Quota.of(
                    atLeast(0, "requests", required("requests", requests)),
                    constant("window", QuotaWindow.values(), required("window", window)));
            return retryAfterHeader == null
                    ? quota
                    : quota.retryAfterHeader(constant("retryAfterHeader", RetryAfterHeader.values(), retryAfterHeader));
        }
    }

    /** A latency: fixed, uniform or log-normal. */
    record LatencyRequest(
            @Nullable String fixed,
            @Nullable String min,
            @Nullable String max,
            @Nullable String median,
            @Nullable Double sigma,
            long seed) {

        Latency latency() {
            boolean uniform = min != null || max != null;
            boolean logNormal = median != null || sigma != null;
            if ((fixed != null ? 1 : 0) + (uniform ? 1 : 0) + (logNormal ? 1 : 0) != 1) {
                throw new BadRequestException(
                        "A latency has \"fixed\", or \"min\" and \"max\", or \"median\" and \"sigma\"");
            }
            return distribution(uniform).seed(seed);
        }

        private Latency distribution(boolean uniform) {
            if (fixed != null) {
                return Latency.fixed(delayOf("fixed", fixed));
            }
            return uniform
                    ? Latency.uniform(delayOf("min", required("min", min)), delayOf("max", required("max", max)))
                    : Latency.logNormal(delayOf("median", required("median", median)), required("sigma", sigma));
        }
    }

    /** Chaos: a rate, or an exact number of failures. */
    record ChaosRequest(
            @Nullable Double rate,
            @Nullable Integer failures,
            @Nullable Integer of,
            long seed,
            @Nullable List<@Nullable String> errors,
            @Nullable List<@Nullable String> scenarios,
            @Nullable List<@Nullable String> faults,
            @Nullable JsonNode on) {

        ChaosRequest {
            on = orNull(on);
        }

        Chaos<ApiError> chaos(Catalog catalog) {
            return distribution()
                    .seed(seed)
                    .errors(elements("errors", errors).stream()
                            .map(catalog::error)
                            .toArray(ApiError[]::new))
                    .scenarios(elements("scenarios", scenarios).toArray(String[]::new))
                    .faults(elements("faults", faults).stream()
                            .map(name -> faultNamed("faults", name))
                            .toArray(Fault[]::new));
        }

        private Chaos<ApiError> distribution() {
            if ((rate == null) == (failures == null && of == null)) {
                throw new BadRequestException("Chaos has \"rate\", or \"failures\" and \"of\"");
            }
            if (rate != null) {
                return Chaos.rate(rate);
            }
            int run = (int) atLeast(1, "of", required("of", of));
            int failing = (int) atLeast(0, "failures", required("failures", failures));
            if (failing > run) {
                throw new BadRequestException(
                        "The field \"failures\" must not be more than \"of\", is " + failing + " of " + run);
            }
            return Chaos.exactly(failing, run);
        }
    }

    /**
     * How the verifiers of Pact ask for a provider state: in a JSON object, or in the query, where the parameters of the state
     * stand beside its name. What else a verifier sends, such as the name of the consumer, does not matter here.
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record ProviderStateChange(
            @Nullable String state,
            @Nullable String action,
            @Nullable Map<String, ?> params) {

        static ProviderStateChange read(StubRequest request) {
            if (request.body().length > 0) {
                return ControlRequests.read(request, ProviderStateChange.class);
            }
            Map<String, String> query = query(request);
            return new ProviderStateChange(query.get("state"), query.get("action"), query);
        }

        /** Returns the scenario of the state, empty if the state is left, or has no name because an interaction needs none. */
        Optional<Scenario> entered(Catalog catalog) {
            String name = required("state", state);
            boolean left = action != null
                    && constant("action", ProviderStateAction.values(), action) == ProviderStateAction.TEARDOWN;
            return name.isEmpty() || left
                    ? Optional.empty()
                    : Optional.of(catalog.scenarioIn(name, params == null ? Map.of() : params));
        }
    }

    private enum ProviderStateAction {
        SETUP,
        TEARDOWN;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Advances the clock. */
    record ClockRequest(@Nullable String advance) {

        Duration time() {
            return duration("advance", required("advance", advance));
        }
    }

    /** Takes the server down. */
    record OutageRequest(@Nullable String duration) {

        Duration time() {
            return delayOf("duration", required("duration", duration));
        }
    }

    private static @Nullable JsonNode orNull(@Nullable JsonNode node) {
        return node == null || node.isNull() ? null : node;
    }

    private static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw new BadRequestException("The field \"" + field + "\" is missing");
        }
        return value;
    }

    private static <T> List<T> elements(String field, @Nullable List<@Nullable T> values) {
        return values == null
                ? List.of()
                : values.stream()
                        .map(value -> {
                            if (value == null) {
                                throw new BadRequestException("The field \"" + field + "\" must not contain null");
                            }
                            return value;
                        })
                        .toList();
    }

    private static long atLeast(long least, String field, long value) {
        if (value < least) {
            throw new BadRequestException("The field \"" + field + "\" must be " + least + " or more, is " + value);
        }
        return value;
    }

    private static Duration duration(String field, String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new BadRequestException(
                    "The field \"" + field + "\" must be a duration such as PT0.5S, is \"" + text + "\"");
        }
    }

    private static Duration delayOf(String field, String text) {
        Duration delay = duration(field, text);
        if (delay.isNegative() || delay.compareTo(LONGEST_DELAY) > 0) {
            throw new BadRequestException(
                    "The field \"" + field + "\" must be from PT0S to PT24H, is \"" + text + "\"");
        }
        return delay;
    }

    private static Fault faultNamed(String field, String name) {
        Fault fault = constant(field, Fault.values(), name);
        if (fault.stage() == Fault.Stage.CONNECTION) {
            throw new BadRequestException("The field \"" + field + "\" cannot be " + fault
                    + ", because then there is no connection that carries a request. Use its URL from GET "
                    + ControlApi.PATH);
        }
        return fault;
    }

    /** Returns the constant that prints as a name, or has it. */
    private static <E extends Enum<E>> E constant(String field, E[] constants, String name) {
        return Arrays.stream(constants)
                .filter(constant ->
                        constant.toString().equals(name) || constant.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new BadRequestException("The field \"" + field + "\" must be one of "
                        + Arrays.stream(constants).map(E::toString).collect(Collectors.joining(", "))
                        + ", is \"" + name + "\""));
    }
}

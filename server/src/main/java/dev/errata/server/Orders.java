package dev.errata.server;

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
import com.fasterxml.jackson.databind.type.LogicalType;
import com.github.tomakehurst.wiremock.common.Json;
import com.github.tomakehurst.wiremock.common.JsonException;
import com.github.tomakehurst.wiremock.http.QueryParameter;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.matching.RequestPattern;
import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;
import dev.errata.junit.Chaos;
import dev.errata.junit.FailureScript;
import dev.errata.junit.Fault;
import dev.errata.junit.Latency;
import dev.errata.junit.RetryAfterHeader;
import dev.errata.junit.StubServer;
import dev.errata.junit.Window;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What can be told to the control API: the JSON objects, read strictly, and what they mean to a {@link StubServer}. */
final class Orders {

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

    private Orders() {}

    /** Reads the body of a request; throws {@link Refusal} if it is none of the kind. */
    static <T> T read(Request request, Class<T> type) {
        String contentType = request.containsHeader("Content-Type") ? request.getHeader("Content-Type") : "";
        if (!contentType.toLowerCase(Locale.ROOT).matches("application/json\\s*(;.*)?")) {
            throw new Refusal(400, "The header Content-Type must be application/json");
        }
        try {
            return Optional.ofNullable(MAPPER.readValue(request.getBodyAsString(), type))
                    .orElseThrow(() -> new Refusal(400, "The body must be a JSON object"));
        } catch (UnrecognizedPropertyException e) {
            throw new Refusal(
                    400,
                    "There is no field \"" + e.getPropertyName() + "\"; there are "
                            + e.getKnownPropertyIds().stream()
                                    .map(String::valueOf)
                                    .sorted()
                                    .collect(Collectors.joining(", ")));
        } catch (JsonMappingException e) {
            throw new Refusal(400, mismatch(e));
        } catch (JsonProcessingException e) {
            throw new Refusal(400, "The body is no JSON: " + e.getOriginalMessage());
        }
    }

    private static String mismatch(JsonMappingException mistake) {
        String field = mistake.getPath().stream()
                .map(JsonMappingException.Reference::getFieldName)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("."));
        return field.isEmpty()
                ? "The body must be a JSON object, once"
                : "The field \"" + field + "\" has a value of another type than is documented";
    }

    /** The parameter {@code after} of a request for traffic, 0 if there is none. */
    static long after(Request request) {
        QueryParameter after = request.queryParameter("after");
        if (!after.isPresent()) {
            return 0;
        }
        try {
            return Long.parseLong(after.firstValue());
        } catch (NumberFormatException e) {
            throw new Refusal(400, "The parameter \"after\" must be the number of an exchange");
        }
    }

    /** A step of a script; the first one holds the others, and for which requests they are. */
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
            @Nullable JsonNode on,
            @Nullable List<Step> then) {

        void addTo(FailureScript script, StubServer server) {
            begin(script, server);
            if (times != null && forever) {
                throw new Refusal(400, "A step has \"times\" or \"forever\", not both");
            }
            if (times != null) {
                script.times(times);
            }
            if (forever) {
                script.forever();
            }
            if (delay != null) {
                script.delay(duration("delay", delay));
            }
            if (retryAfter != null) {
                script.retryAfter(retryAfter);
            }
            if (retryAfterHeader != null) {
                script.retryAfterHeader(constant("retryAfterHeader", RetryAfterHeader.values(), retryAfterHeader));
            }
            if (message != null) {
                script.message(message);
            }
            if (details != null) {
                script.details(details);
            }
            if (requestId != null) {
                script.requestId(requestId);
            }
        }

        private void begin(FailureScript script, StubServer server) {
            if (error != null && scenario != null) {
                throw new Refusal(400, "A step has \"error\" or \"scenario\", not both");
            }
            boolean fails = error != null || scenario != null || fault != null;
            if (fails == pass) {
                throw new Refusal(400, "A step has \"error\", \"scenario\" or \"fault\", or else \"pass\": true");
            }
            if (error != null) {
                script.thenFail(server.catalog().error(error));
            } else if (scenario != null) {
                script.thenFail(scenario);
            } else if (fault != null) {
                script.thenFail(faultNamed(fault));
            } else {
                script.thenPass();
            }
            if (fault != null && (error != null || scenario != null)) {
                script.with(faultNamed(fault));
            }
        }

        List<Step> later() {
            List<Step> steps = then == null ? List.of() : then;
            if (steps.stream().anyMatch(step -> step.on() != null || step.then() != null)) {
                throw new Refusal(400, "\"on\" and \"then\" belong to the first step, and go for the whole script");
            }
            return steps;
        }

        Optional<RequestPatternBuilder> requests() {
            return pattern(on);
        }
    }

    /** A quota. */
    record Quota(
            @Nullable Long requests,
            @Nullable String window,
            @Nullable String retryAfterHeader) {

        long limit() {
            return required("requests", requests);
        }

        Window length() {
            return constant("window", Window.values(), required("window", window));
        }

        Optional<RetryAfterHeader> header() {
            return Optional.ofNullable(retryAfterHeader)
                    .map(name -> constant("retryAfterHeader", RetryAfterHeader.values(), name));
        }
    }

    /** A latency: fixed, uniform or log-normal. */
    record Delays(
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
                throw new Refusal(400, "A latency has \"fixed\", or \"min\" and \"max\", or \"median\" and \"sigma\"");
            }
            return shape(uniform).seed(seed);
        }

        private Latency shape(boolean uniform) {
            if (fixed != null) {
                return Latency.fixed(duration("fixed", fixed));
            }
            return uniform
                    ? Latency.uniform(duration("min", required("min", min)), duration("max", required("max", max)))
                    : Latency.logNormal(duration("median", required("median", median)), required("sigma", sigma));
        }
    }

    /** Chance: a rate, or exactly so many of so many. */
    record Odds(
            @Nullable Double rate,
            @Nullable Integer failures,
            @Nullable Integer of,
            long seed,
            @Nullable List<String> errors,
            @Nullable List<String> scenarios,
            @Nullable List<String> faults,
            @Nullable JsonNode on) {

        Chaos begin(StubServer server) {
            if ((rate == null) == (failures == null && of == null)) {
                throw new Refusal(400, "Chaos has \"rate\", or \"failures\" and \"of\"");
            }
            return rate != null
                    ? server.failing(rate, seed)
                    : server.failingExactly(required("failures", failures), required("of", of), seed);
        }

        void choose(Chaos chaos, StubServer server) {
            pattern(on).ifPresent(chaos::on);
            list(errors).forEach(name -> chaos.with(server.catalog().error(name)));
            list(scenarios).forEach(chaos::with);
            list(faults).forEach(name -> chaos.with(faultNamed(name)));
        }

        private static List<String> list(@Nullable List<String> names) {
            return names == null ? List.of() : names;
        }
    }

    /** Time that is to pass. */
    record Time(@Nullable String advance) {

        Duration time() {
            return duration("advance", required("advance", advance));
        }
    }

    private static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw new Refusal(400, "The field \"" + field + "\" is missing");
        }
        return value;
    }

    private static Duration duration(String field, String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new Refusal(
                    400, "The field \"" + field + "\" must be a duration such as PT0.5S, is \"" + text + "\"");
        }
    }

    private static Fault faultNamed(String name) {
        return constant("fault", Fault.values(), name);
    }

    /** The constant that prints or is named so. */
    private static <E extends Enum<E>> E constant(String field, E[] constants, String name) {
        return Arrays.stream(constants)
                .filter(constant ->
                        constant.toString().equals(name) || constant.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Refusal(
                        400,
                        "The field \"" + field + "\" is one of "
                                + Arrays.stream(constants).map(E::toString).collect(Collectors.joining(", "))
                                + "; is \"" + name + "\""));
    }

    private static Optional<RequestPatternBuilder> pattern(@Nullable JsonNode json) {
        if (json == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(RequestPatternBuilder.like(Json.read(json.toString(), RequestPattern.class)));
        } catch (JsonException e) {
            throw new Refusal(
                    400,
                    "The field \"on\" is no request matcher of WireMock: "
                            + e.getErrors().first().getDetail());
        }
    }
}

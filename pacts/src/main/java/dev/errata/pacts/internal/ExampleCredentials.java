package dev.errata.pacts.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.masking.Masking;
import dev.errata.fixtures.model.UrlEncoded;
import dev.errata.stub.http.HeaderField;
import dev.errata.stub.http.StubRequest;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Puts the credentials of the catalog's example into the place of a client's own: those of the same name, or else the key of
 * the example, which brings the scenario about. Where the example has neither, {@value Masking#MASK} takes their place.
 */
public final class ExampleCredentials {

    private final Scenario scenario;
    private final StubRequest request;
    private final SentRequest sent;

    /** Knows the credentials of the request. */
    private final Masking masking;

    private final Optional<String> key;
    private final Map<String, String> named = new HashMap<>();

    private ExampleCredentials(StubRequest request, Scenario scenario) {
        this.scenario = scenario;
        this.request = request;
        this.sent = new SentRequest(
                request.method(),
                request.target(),
                request.header("Content-Type")
                        .map(type -> Map.of("Content-Type", type))
                        .orElse(Map.of()),
                request.body());
        Masking api = scenario.error().catalog().masking();
        this.masking = api.withRequest(HeaderField.byName(request.headers()), request.target(), sent.text());
        SentRequest example = SentRequest.of(scenario.request());
        this.key = example.headers().entrySet().stream()
                .filter(header -> Interactions.isCredential(scenario, header.getKey()))
                .map(header -> header.getValue()
                        .substring(
                                scheme(api, header.getKey(), header.getValue()).length()))
                .findFirst();
        name(UrlEncoded.queryParameters(example.target()));
        name(example.formFields());
        example.json().ifPresent(json -> name(json, Optional.empty()));
    }

    /**
     * Returns a request as it may be shown. One that has a credential in its path has another path then.
     *
     * @param request what a client sent
     * @param scenario the scenario that it is about
     * @return the request without credentials of the client: as far as the example has no key, without the header for it
     */
    public static StubRequest replacedIn(StubRequest request, Scenario scenario) {
        return new ExampleCredentials(request, scenario).replaced();
    }

    /** Returns what stands before the key in a header, such as {@code "Bearer "}; empty if nothing does. */
    static String scheme(Masking masking, String header, String value) {
        String masked = masking.header(header, value);
        return masked.endsWith(Masking.MASK) ? masked.substring(0, masked.length() - Masking.MASK.length()) : "";
    }

    private void name(Map<String, List<String>> parameters) {
        parameters.forEach((name, values) -> named.putIfAbsent(name, values.get(0)));
    }

    private void name(JsonNode json, Optional<String> name) {
        if (json.isValueNode()) {
            name.ifPresent(known -> named.putIfAbsent(known, json.asText()));
        }
        json.properties().forEach(field -> name(field.getValue(), Optional.of(field.getKey())));
        if (json.isArray()) {
            json.forEach(element -> name(element, name));
        }
    }

    private StubRequest replaced() {
        return new StubRequest(
                request.method(),
                target(),
                request.headers().stream().flatMap(this::header).toList(),
                body());
    }

    private String target() {
        String path = masking.text(request.path());
        return request.path().equals(request.target())
                ? path
                : path + "?"
                        + parameters(request.target().substring(request.path().length() + 1));
    }

    private Stream<HeaderField> header(HeaderField field) {
        String name = field.name();
        if (field.isNamed("Content-Type")) {
            return Stream.of(field);
        }
        return Interactions.isCredential(scenario, name)
                ? key.map(known -> new HeaderField(name, scheme(masking, name, field.value()) + known)).stream()
                : Stream.of(new HeaderField(name, masking.header(name, field.value())));
    }

    private byte[] body() {
        if (MediaTypes.isForm(sent.mediaType())) {
            return sent.withText(this::parameters).body();
        }
        return sent.json()
                .flatMap(json -> Optional.of(json(json, Optional.empty())).filter(replaced -> !replaced.equals(json)))
                .map(replaced -> Json.text(replaced).getBytes(UTF_8))
                .orElseGet(() -> sent.withText(masking::text).body());
    }

    /** Leaves what is no credential as it was sent. */
    private String parameters(String encoded) {
        return Arrays.stream(encoded.split("&", -1)).map(this::parameter).collect(Collectors.joining("&"));
    }

    private String parameter(String parameter) {
        int value = parameter.indexOf('=') + 1;
        return UrlEncoded.parameters(parameter).keySet().stream()
                .filter(name -> masking.isParameter(name) && value > 0 && value < parameter.length())
                .map(name -> parameter.substring(0, value) + URLEncoder.encode(standIn(name), UTF_8))
                .findFirst()
                .orElseGet(() -> masking.text(parameter));
    }

    private String standIn(String name) {
        return Optional.ofNullable(named.get(name)).or(() -> key).orElse(Masking.MASK);
    }

    /**
     * Replaces credentials in JSON by values of the same type.
     *
     * @param json the JSON
     * @param credential the name of the credential that it is, or is in; empty if there is none
     */
    private JsonNode json(JsonNode json, Optional<String> credential) {
        if (json.isObject()) {
            ObjectNode replaced = JsonNodeFactory.instance.objectNode();
            json.properties().forEach(field -> {
                String name = field.getKey();
                boolean holdsOne = credential.isPresent() || masking.isField(name);
                replaced.set(
                        masking.text(name), json(field.getValue(), holdsOne ? Optional.of(name) : Optional.empty()));
            });
            return replaced;
        }
        if (json.isArray()) {
            ArrayNode replaced = JsonNodeFactory.instance.arrayNode();
            json.forEach(element -> replaced.add(json(element, credential)));
            return replaced;
        }
        if (json.isTextual()) {
            String text = json.textValue();
            String shown = credential
                    .filter(name -> !text.isEmpty())
                    .map(this::standIn)
                    .orElseGet(() -> masking.text(text));
            return shown.equals(text) ? json : JsonNodeFactory.instance.textNode(shown);
        }
        boolean isShown = credential.isEmpty() && !masking.isShownIn(Json.text(json));
        return isShown || !json.isNumber() ? json : JsonNodeFactory.instance.numberNode(0);
    }
}

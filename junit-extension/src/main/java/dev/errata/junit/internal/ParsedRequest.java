package dev.errata.junit.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.http.MultiValue;
import com.github.tomakehurst.wiremock.http.Request;
import dev.errata.fixtures.RequestParts;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request taken apart; its body is parsed once, and only if something asks for it. */
final class ParsedRequest implements RequestParts {

    private final Request request;
    private final PathTemplate template;
    private final List<String> path;
    private @Nullable JsonNode body;

    ParsedRequest(Request request, PathTemplate template, List<String> path) {
        this.request = request;
        this.template = template;
        this.path = path;
    }

    @Override
    public JsonNode body() {
        JsonNode parsed = body != null ? body : JsonText.tree(request.getBodyAsString());
        body = parsed;
        return parsed;
    }

    @Override
    public Optional<String> path(String name) {
        return template.variable(name, path);
    }

    @Override
    public Optional<String> query(String name) {
        return first(request.queryParameter(name));
    }

    @Override
    public Optional<String> header(String name) {
        return first(request.header(name));
    }

    private static Optional<String> first(@Nullable MultiValue value) {
        return value != null && value.isPresent() ? Optional.of(value.firstValue()) : Optional.empty();
    }
}

package dev.errata.stub.internal.routing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.errata.fixtures.internal.json.JsonTree;
import dev.errata.fixtures.model.PathTemplate;
import dev.errata.fixtures.model.RequestParts;
import dev.errata.fixtures.model.UrlEncoded;
import dev.errata.stub.http.StubRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request taken apart; its body is parsed once, and only if something asks for it. */
final class ParsedRequest implements RequestParts {

    private final StubRequest request;
    private final PathTemplate template;
    private final List<String> path;
    private @Nullable JsonNode body;

    ParsedRequest(StubRequest request, PathTemplate template, List<String> path) {
        this.request = request;
        this.template = template;
        this.path = path;
    }

    @Override
    public JsonNode body() {
        JsonNode parsed =
                body != null ? body : JsonTree.parse(request.bodyText()).orElseGet(MissingNode::getInstance);
        body = parsed;
        return parsed;
    }

    @Override
    public Optional<String> path(String name) {
        return template.variable(name, path);
    }

    @Override
    public Optional<String> query(String name) {
        return UrlEncoded.queryParameters(request.target()).getOrDefault(name, List.of()).stream()
                .findFirst();
    }

    @Override
    public Optional<String> header(String name) {
        return request.header(name);
    }
}

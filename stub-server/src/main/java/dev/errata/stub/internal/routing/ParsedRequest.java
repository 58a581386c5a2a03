package dev.errata.stub.internal.routing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.errata.fixtures.internal.json.JsonTree;
import dev.errata.fixtures.model.PathTemplate;
import dev.errata.fixtures.model.RequestParts;
import dev.errata.stub.http.StubRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
        int query = request.target().indexOf('?');
        return query < 0
                ? Optional.empty()
                : Arrays.stream(request.target().substring(query + 1).split("&", -1))
                        .map(parameter -> parameter.split("=", 2))
                        .filter(parameter -> decoded(parameter[0]).equals(name))
                        .map(parameter -> parameter.length == 1 ? "" : decoded(parameter[1]))
                        .findFirst();
    }

    @Override
    public Optional<String> header(String name) {
        return request.header(name);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // Clients send %ZZ, too, and the API would see just that.
            return text;
        }
    }
}

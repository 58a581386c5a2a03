package dev.errata.pacts.provider;

import au.com.dius.pact.core.model.IRequest;
import dev.errata.fixtures.model.RequestExample;
import dev.errata.pacts.internal.RequestTargets;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The request of an interaction, as catalogs have it. */
final class Requests {

    private Requests() {}

    static RequestExample of(IRequest request, String basePath) {
        Map<String, String> headers = new LinkedHashMap<>();
        request.getHeaders().forEach((name, values) -> headers.put(name, String.join(", ", values)));
        String target = target(request);
        return new RequestExample(
                request.getMethod(),
                RequestTargets.below(basePath, target).orElse(target),
                headers,
                request.getBody().isPresent() ? Optional.of(request.getBody().valueAsString()) : Optional.empty());
    }

    /** Returns the path as it is, and the query in a form that every server reads. */
    static String target(IRequest request) {
        String query = request.getQuery().entrySet().stream()
                .flatMap(parameter -> parameter.getValue().stream()
                        .map(value -> value == null
                                ? encoded(parameter.getKey())
                                : encoded(parameter.getKey()) + "=" + encoded(value)))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? request.getPath() : request.getPath() + "?" + query;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}

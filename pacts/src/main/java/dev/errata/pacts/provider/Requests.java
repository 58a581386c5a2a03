package dev.errata.pacts.provider;

import au.com.dius.pact.core.model.IRequest;
import dev.errata.fixtures.model.RequestExample;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The request of an interaction, as catalogs have it. */
final class Requests {

    private Requests() {}

    static RequestExample of(IRequest request, String basePath) {
        Map<String, String> headers = new LinkedHashMap<>();
        request.getHeaders().forEach((name, values) -> headers.put(name, String.join(", ", values)));
        String path = request.getPath().startsWith(basePath)
                ? request.getPath().substring(basePath.length())
                : request.getPath();
        String query = query(request.getQuery());
        return new RequestExample(
                request.getMethod(),
                query.isEmpty() ? path : path + "?" + query,
                headers,
                request.getBody().isPresent() ? Optional.of(request.getBody().valueAsString()) : Optional.empty());
    }

    private static String query(Map<String, List<String>> query) {
        return String.join(
                "&",
                query.entrySet().stream()
                        .flatMap(parameter ->
                                parameter.getValue().stream().map(value -> parameter.getKey() + "=" + value))
                        .toList());
    }
}

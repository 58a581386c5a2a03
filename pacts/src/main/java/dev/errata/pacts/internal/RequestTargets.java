package dev.errata.pacts.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.errata.fixtures.model.UrlEncoded;
import java.net.URLDecoder;
import java.util.Optional;
import java.util.regex.Pattern;

/** Paths and queries: as catalogs have them, and those that no verifier would send as they are. */
public final class RequestTargets {

    private static final Pattern INCOMPLETE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    private static final Pattern DOTS = Pattern.compile("(?i)/(?:\\.|%2e){1,2}(?:/|$)");

    private RequestTargets() {}

    /**
     * Returns a path and query relative to a base path, as catalogs have them.
     *
     * @param basePath the base path, empty if there is none
     * @param target the path and query that was sent
     * @return empty if it is not below the base path: {@code /api/v20} is not below {@code /api/v2}
     */
    public static Optional<String> below(String basePath, String target) {
        return target.startsWith(basePath)
                ? Optional.of(target.substring(basePath.length()))
                        .filter(relative -> relative.startsWith("/")
                                || UrlEncoded.path(relative).isEmpty())
                : Optional.empty();
    }

    /**
     * Tells why no pact can have a path and query.
     *
     * @param target the path and query
     * @return the reason, empty if there is none
     */
    static Optional<String> mistake(String target) {
        String path = UrlEncoded.path(target);
        if (INCOMPLETE.matcher(target).find()) {
            return Optional.of("has a percent sign without two hexadecimal digits");
        }
        if (DOTS.matcher(path).find()) {
            return Optional.of("has a segment of dots, which verifiers resolve before they send it");
        }
        if (path.startsWith("//")) {
            return Optional.of("begins with two slashes, and verifiers send only one");
        }
        if (!UrlEncoded.queryParameters(target).keySet().stream().allMatch(Json::isName)) {
            return Optional.of("has a query parameter whose name Pact cannot write");
        }
        return isUtf8(target.substring(path.length()))
                ? Optional.empty()
                : Optional.of("has a query that is not UTF-8, and a pact has queries as texts");
    }

    private static boolean isUtf8(String query) {
        String bytes = URLDecoder.decode(query, ISO_8859_1);
        return new String(new String(bytes.getBytes(ISO_8859_1), UTF_8).getBytes(UTF_8), ISO_8859_1).equals(bytes);
    }
}

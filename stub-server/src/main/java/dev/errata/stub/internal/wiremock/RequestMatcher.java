package dev.errata.stub.internal.wiremock;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.common.InvalidInputException;
import com.github.tomakehurst.wiremock.common.RequestCache;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.matching.ContainsPattern;
import com.github.tomakehurst.wiremock.matching.EqualToPattern;
import com.github.tomakehurst.wiremock.matching.MultiValuePattern;
import com.github.tomakehurst.wiremock.matching.RegexPattern;
import com.github.tomakehurst.wiremock.matching.RequestPattern;
import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;
import com.github.tomakehurst.wiremock.matching.SingleMatchMultiValuePattern;
import com.github.tomakehurst.wiremock.matching.StringValuePattern;
import com.github.tomakehurst.wiremock.matching.UrlPathTemplatePattern;
import com.github.tomakehurst.wiremock.matching.UrlPattern;
import dev.errata.fixtures.internal.json.StrictJson;
import dev.errata.fixtures.internal.matching.RequestMatcherCheck;
import dev.errata.fixtures.model.UrlEncoded;
import dev.errata.stub.http.StubRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The requests that something is for: all, or those that fit a pattern of WireMock's. */
public final class RequestMatcher {

    /** All requests. */
    public static final RequestMatcher ALL = new RequestMatcher(null, null, null);

    /** For requests without the header {@code Host}. */
    private static final URI LOOPBACK = URI.create("http://127.0.0.1");

    /** The members of a matcher that cannot be wrong once it was checked. */
    private static final Set<String> PLAIN = Set.of("method", "url", "urlPath", "urlPathTemplate");

    /** The JSON of what is made of it when it is needed, null if it was no JSON. */
    private final @Nullable JsonNode json;

    /** All that is quickly made, the method and URL in any case; null for all requests, or until it is needed. */
    private volatile @Nullable RequestPattern pattern;

    private volatile @Nullable RequestPattern complete;

    private RequestMatcher(
            @Nullable RequestPattern pattern, @Nullable RequestPattern complete, @Nullable JsonNode json) {
        this.pattern = pattern;
        this.complete = complete;
        this.json = json;
    }

    /**
     * Returns a matcher of the requests that fit a pattern.
     *
     * @param pattern the pattern
     * @return the matcher
     * @throws IllegalArgumentException if the pattern needs an extension of WireMock
     */
    public static RequestMatcher of(RequestPattern pattern) {
        if (pattern.getCustomMatcher() != null) {
            throw new IllegalArgumentException("Unknown request matcher \""
                    + pattern.getCustomMatcher().getName()
                    + "\": extensions of WireMock are not used here. Use andMatching(request -> ...) instead.");
        }
        return new RequestMatcher(pattern, pattern, null);
    }

    /**
     * Returns a matcher of the requests that fit a pattern.
     *
     * @param pattern the pattern, for example {@code getRequestedFor(urlPathEqualTo("/api/v2/leads"))}
     * @return the matcher
     * @throws IllegalArgumentException if the pattern is not valid, or needs an extension of WireMock
     */
    public static RequestMatcher of(RequestPatternBuilder pattern) {
        try {
            return of(pattern.build());
        } catch (InvalidInputException e) {
            throw new IllegalArgumentException(WireMockJson.reason(e) + ".", e);
        }
    }

    /** Returns a matcher that is asked about its URL only, so that a pattern with a matcher of an extension will do. */
    static RequestMatcher ofUrl(RequestPattern pattern) {
        return new RequestMatcher(pattern, pattern, null);
    }

    /**
     * Reads a matcher in WireMock's JSON.
     *
     * @param text the matcher, for example {@code {"method": "POST", "urlPath": "/leads"}}
     * @return the matcher
     * @throws IllegalArgumentException if it is not valid; the message is one sentence that names the place
     */
    public static RequestMatcher read(String text) {
        JsonNode json = parse(text);
        List<String> mistakes = new ArrayList<>();
        RequestMatcherCheck.check(
                json, (pointer, reason) -> mistakes.add(pointer.isEmpty() ? reason : pointer + ": " + reason));
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException("Invalid request matcher: " + String.join("; ", mistakes));
        }
        return ofChecked(json);
    }

    /**
     * Reads a matcher of a catalog, which was checked when the catalog was loaded.
     *
     * @param text the matcher
     * @return the matcher
     * @throws InvalidMatcherException if it contains a path or XML that WireMock cannot read
     */
    public static RequestMatcher readChecked(String text) {
        return ofChecked(parse(text));
    }

    private static JsonNode parse(String text) {
        try {
            return StrictJson.read(text.getBytes(UTF_8));
        } catch (StrictJson.Refused e) {
            throw new IllegalArgumentException("Invalid request matcher: it " + e.getMessage(), e);
        }
    }

    private static RequestMatcher ofChecked(JsonNode json) {
        if (isPlain(json)) {
            return new RequestMatcher(null, null, json);
        }
        RequestPatternReader.Draft draft = RequestPatternReader.draft(json);
        return new RequestMatcher(draft.pattern(), draft.complete() ? draft.pattern() : null, json);
    }

    private static boolean isPlain(JsonNode json) {
        for (Map.Entry<String, JsonNode> member : json.properties()) {
            if (!PLAIN.contains(member.getKey())) {
                return false;
            }
        }
        return true;
    }

    /** WireMock takes a while for each pattern, and of many triggers a server needs but few. */
    private @Nullable RequestPattern pattern() {
        RequestPattern known = pattern;
        if (known == null && json != null) {
            known = RequestPatternReader.draft(json).pattern();
            pattern = known;
        }
        return known;
    }

    /**
     * Tells whether a request fits. What a user's own matcher throws is thrown on.
     *
     * @param request the request
     * @return whether it fits
     */
    public boolean matches(StubRequest request) {
        return pattern() == null || matches(new WireMockRequest(request, LOOPBACK));
    }

    /**
     * Tells whether a request fits that is tried with several matchers, and parsed once for all of them.
     *
     * @param request the request
     * @return whether it fits
     */
    public boolean matches(WireMockRequest request) {
        RequestPattern wanted = pattern();
        if (wanted == null) {
            return true;
        }
        // These are quick, and decide most of the time.
        if (!wanted.getMethod().match(request.getMethod()).isExactMatch()
                || !wanted.getUrlMatcher().match(request.getUrl()).isExactMatch()
                || lacksHeader(wanted, request)) {
            return false;
        }
        try {
            return complete(wanted).match(request).isExactMatch();
        } finally {
            // Its own server does so after each request; else all that was ever parsed stays with this thread.
            RequestCache.onRequestEnd();
        }
    }

    /** Whether a glance at the headers tells that a request does not fit; many triggers look at an API key and nothing else. */
    private static boolean lacksHeader(RequestPattern pattern, WireMockRequest request) {
        // Credentials take the place of the header Authorization.
        if (pattern.getHeaders() == null || pattern.getBasicAuthCredentials() != null) {
            return false;
        }
        for (Map.Entry<String, MultiValuePattern> header : pattern.getHeaders().entrySet()) {
            if (header.getValue() instanceof SingleMatchMultiValuePattern single
                    && lacks(header.getKey(), single.getValuePattern(), request)) {
                return true;
            }
        }
        return false;
    }

    private static boolean lacks(String header, StringValuePattern value, WireMockRequest request) {
        Class<?> kind = value.getClass();
        if (kind == EqualToPattern.class && !Boolean.TRUE.equals(((EqualToPattern) value).getCaseInsensitive())) {
            return !request.hasHeader(header, value.getValue());
        }
        return (kind == EqualToPattern.class || kind == RegexPattern.class || kind == ContainsPattern.class)
                && !request.containsHeader(header);
    }

    private RequestPattern complete(RequestPattern draft) {
        RequestPattern known = complete;
        if (known == null) {
            known = json == null ? draft : RequestPatternReader.read(json);
            complete = known;
        }
        return known;
    }

    /**
     * Tells whether requests with a method can fit.
     *
     * @param method the method
     * @return whether they can
     */
    public boolean canMatchMethod(String method) {
        RequestPattern known = pattern;
        RequestMethod own = known != null
                ? known.getMethod()
                : RequestMethod.fromString(
                        json == null ? "ANY" : json.path("method").asText("ANY"));
        return own.match(RequestMethod.fromString(method)).isExactMatch();
    }

    /**
     * Tells whether requests with a URL can fit.
     *
     * @param target path and query
     * @return whether they can
     */
    public boolean canMatchUrl(String target) {
        RequestPattern known = pattern();
        return known == null || known.getUrlMatcher().match(target).isExactMatch();
    }

    /**
     * Returns the path that this is for, if it is named literally or as a template.
     *
     * @return the path or path template, without a query; empty if a regular expression or nothing at all says which paths fit
     */
    public Optional<String> path() {
        RequestPattern known = pattern;
        if (known != null) {
            return path(known.getUrlMatcher());
        }
        return json == null ? Optional.empty() : plainPath(json);
    }

    private static Optional<String> plainPath(JsonNode json) {
        for (String url : List.of("urlPath", "urlPathTemplate", "url")) {
            if (json.has(url)) {
                return Optional.of(
                        url.equals("url")
                                ? UrlEncoded.path(json.get(url).asText())
                                : json.get(url).asText());
            }
        }
        return Optional.empty();
    }

    /**
     * Returns the only path that fits, exactly as it stands in a request.
     *
     * @return the path, empty if several may fit
     */
    public Optional<String> literalPath() {
        RequestPattern known = pattern();
        return known == null || known.getUrlMatcher() instanceof UrlPathTemplatePattern ? Optional.empty() : path();
    }

    /**
     * Tells whether a regular expression says which paths fit.
     *
     * @return whether it does
     */
    public boolean hasRegexPath() {
        RequestPattern known = pattern;
        return known != null && known.getUrlMatcher().isRegex();
    }

    static Optional<String> path(UrlPattern url) {
        if (url instanceof UrlPathTemplatePattern) {
            return Optional.of(url.getExpected());
        }
        if (url.isRegex()
                || !(url.getPattern() instanceof EqualToPattern)
                || Boolean.TRUE.equals(((EqualToPattern) url.getPattern()).getCaseInsensitive())) {
            return Optional.empty();
        }
        String target = url.getExpected();
        int query = target.indexOf('?');
        return Optional.of(query < 0 ? target : target.substring(0, query));
    }

    /**
     * Tells whether this may be for paths below a base path; wrong only where it is certain that no such path fits.
     *
     * @param basePath the base path, without a slash at its end
     * @return false if this names a path, and that path is not below
     */
    public boolean canMatchBelow(String basePath) {
        RequestPattern known = pattern();
        return known == null || canMatchBelow(known.getUrlMatcher(), basePath);
    }

    static boolean canMatchBelow(UrlPattern url, String basePath) {
        return path(url).map(path -> isBelow(basePath, path)).orElse(true);
    }

    private static boolean isBelow(String basePath, String path) {
        String literal = beforeVariables(path);
        return literal.length() == path.length()
                ? path.equals(basePath) || path.startsWith(basePath + "/")
                : literal.startsWith(basePath + "/") || (basePath + "/").startsWith(literal);
    }

    /** The beginning of a path template that is not variable. */
    private static String beforeVariables(String template) {
        int variable = template.indexOf('{');
        int wildcard = template.indexOf("**");
        int end = Math.min(variable < 0 ? template.length() : variable, wildcard < 0 ? template.length() : wildcard);
        return template.substring(0, end);
    }

    /** For people, to be put behind what is for these requests: {@code  on GET /api/v2/leads}, or nothing. */
    @Override
    public String toString() {
        RequestPattern known = pattern();
        if (known == null) {
            return "";
        }
        UrlPattern url = known.getUrlMatcher();
        return " on " + known.getMethod() + (url.isSpecified() ? " " + url.getExpected() : " to any URL");
    }
}

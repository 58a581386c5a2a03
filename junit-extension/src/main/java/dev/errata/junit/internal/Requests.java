package dev.errata.junit.internal;

import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.matching.RequestPattern;
import com.github.tomakehurst.wiremock.matching.UrlPattern;
import java.util.Optional;

/**
 * Requests that something is for: all, or those that fit a pattern of WireMock's.
 *
 * @param pattern the pattern, empty for all
 */
record Requests(Optional<RequestPattern> pattern) {

    static final Requests ALL = new Requests(Optional.empty());

    static Requests like(RequestPattern pattern) {
        return new Requests(Optional.of(requireKnown(pattern)));
    }

    /** Refuses a matcher that WireMock would look for among its extensions when a request comes, for there are none. */
    static RequestPattern requireKnown(RequestPattern pattern) {
        if (pattern.getCustomMatcher() != null) {
            throw new IllegalArgumentException("There is no request matcher \""
                    + pattern.getCustomMatcher().getName() + "\"; use andMatching(...) instead");
        }
        return pattern;
    }

    boolean include(Request request) {
        return pattern.map(requests -> fits(requests, request)).orElse(true);
    }

    /** Looks at method and URL first, which is quick and decides most of the time. */
    private static boolean fits(RequestPattern pattern, Request request) {
        UrlPattern url = pattern.getUrlMatcher();
        return pattern.getMethod().match(request.getMethod()).isExactMatch()
                && (url == null || url.match(request.getUrl()).isExactMatch())
                && pattern.match(request).isExactMatch();
    }

    /** For people, to be put behind what is for these requests: {@code  on GET /api/v2/leads}, or nothing. */
    @Override
    public String toString() {
        return pattern.map(Requests::describe).orElse("");
    }

    private static String describe(RequestPattern pattern) {
        UrlPattern url = pattern.getUrlMatcher();
        return " on " + pattern.getMethod() + (url == null ? "" : " " + url.getExpected());
    }
}

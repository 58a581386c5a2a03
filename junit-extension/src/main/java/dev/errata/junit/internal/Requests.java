package dev.errata.junit.internal;

import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.matching.RequestPattern;
import com.github.tomakehurst.wiremock.matching.UrlPattern;

/** WireMock's request patterns, tried and described. */
final class Requests {

    private Requests() {}

    /** Refuses a matcher that WireMock would look for among its extensions when a request comes, for there are none. */
    static RequestPattern requireKnown(RequestPattern pattern) {
        if (pattern.getCustomMatcher() != null) {
            throw new IllegalArgumentException("There is no request matcher \""
                    + pattern.getCustomMatcher().getName() + "\"; use andMatching(...) instead");
        }
        return pattern;
    }

    /** Looks at method and URL first, which costs a tenth of what the whole pattern does and decides most of the time. */
    static boolean fit(RequestPattern pattern, Request request) {
        UrlPattern url = pattern.getUrlMatcher();
        return pattern.getMethod().match(request.getMethod()).isExactMatch()
                && (url == null || url.match(request.getUrl()).isExactMatch())
                && pattern.match(request).isExactMatch();
    }

    /** For people: {@code GET /api/v2/leads}. */
    static String describe(RequestPattern pattern) {
        UrlPattern url = pattern.getUrlMatcher();
        return pattern.getMethod() + (url == null ? "" : " " + url.getExpected());
    }
}

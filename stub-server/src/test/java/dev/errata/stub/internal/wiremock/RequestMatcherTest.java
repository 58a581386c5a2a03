package dev.errata.stub.internal.wiremock;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlMatching;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathTemplate;
import static dev.errata.stub.internal.wiremock.Requests.ROOT;
import static dev.errata.stub.internal.wiremock.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.github.tomakehurst.wiremock.common.RequestCache;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.matching.EqualToPattern;
import com.github.tomakehurst.wiremock.matching.MatchResult;
import com.github.tomakehurst.wiremock.matching.MultiValuePattern;
import com.github.tomakehurst.wiremock.matching.RequestPattern;
import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;
import com.github.tomakehurst.wiremock.matching.UrlPattern;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Patterns of WireMock's DSL, matched without a server of WireMock's. */
class RequestMatcherTest {

    @Test
    void allRequestsFitWhatHasNoPattern() {
        assertThat(RequestMatcher.ALL.matches(request("FOO *"))).isTrue();
        assertThat(RequestMatcher.ALL).hasToString("");
        assertThat(RequestMatcher.ALL.canMatchBelow("/api")).isTrue();
        assertThat(RequestMatcher.ALL.canMatchMethod("GET")).isTrue();
        assertThat(RequestMatcher.ALL.canMatchUrl("/a")).isTrue();
        assertThat(RequestMatcher.ALL.literalPath()).isEmpty();
    }

    /** A pattern that counts how often it is asked as a whole. */
    private static final class Counted extends RequestPattern {
        private int asked;

        Counted() {
            super(request -> MatchResult.exactMatch());
        }

        @Override
        public RequestMethod getMethod() {
            return RequestMethod.POST;
        }

        @Override
        public UrlPattern getUrlMatcher() {
            return urlPathEqualTo("/a");
        }

        @Override
        public Map<String, MultiValuePattern> getHeaders() {
            return Map.of("x", MultiValuePattern.of(equalTo("y")));
        }

        @Override
        public MatchResult match(Request request) {
            asked++;
            return MatchResult.exactMatch();
        }
    }

    @Test
    void whatIsQuickIsLookedAtFirst() {
        Counted pattern = new Counted();
        RequestMatcher matcher = RequestMatcher.of(pattern);

        assertThat(matcher.matches(request("GET /a\nx: y"))).isFalse();
        assertThat(matcher.matches(request("POST /b\nx: y"))).isFalse();
        assertThat(matcher.matches(request("POST /a\nx: z"))).isFalse();
        assertThat(pattern.asked).isZero();
        assertThat(matcher.matches(request("post /a?q\nx: y"))).isTrue();
        assertThat(pattern.asked).isOne();
    }

    @Test
    void matcherSeesTheWholeRequest() {
        RequestMatcher matcher = RequestMatcher.of(RequestPatternBuilder.forCustomMatcher(
                request -> MatchResult.of(request.getAbsoluteUrl().equals("http://127.0.0.1:43215/a?q=1")
                        && request.getPort() == 43215
                        && request.getBodyAsString().equals("body"))));

        assertThat(matcher.matches(request("POST /a?q=1\nHost: 127.0.0.1:43215\n\nbody")))
                .isTrue();
        assertThat(matcher.matches(request("POST /a?q=2\nHost: 127.0.0.1:43215\n\nbody")))
                .isFalse();
    }

    @Test
    void whatAUsersMatcherThrowsIsThrownOn() {
        AssertionError error = new AssertionError("no such lead");
        RequestMatcher matcher = RequestMatcher.of(anyRequestedFor(anyUrl()).andMatching(request -> {
            throw error;
        }));

        assertThatThrownBy(() -> matcher.matches(request("/a"))).isSameAs(error);
    }

    @Test
    void nothingThatWasParsedStaysWithTheThread() {
        RequestCache.Key key = RequestCache.Key.keyFor(String.class, "left");

        for (boolean fails : new boolean[] {false, true}) {
            RequestCache.getCurrent().put(key, "behind");
            RequestMatcher matcher = RequestMatcher.of(anyRequestedFor(anyUrl()).andMatching(request -> {
                if (fails) {
                    throw new IllegalStateException("failed");
                }
                return MatchResult.noMatch();
            }));
            assertThat(catchThrowable(() -> matcher.matches(request("/a"))) != null)
                    .isEqualTo(fails);

            assertThat(RequestCache.getCurrent().<String>get(key)).isNull();
        }
    }

    @Test
    void matcherOfAnExtensionIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RequestMatcher.of(anyRequestedFor(anyUrl()).andMatching("is-monday")))
                .withMessage("Unknown request matcher \"is-monday\": extensions of WireMock are not used here."
                        + " Use andMatching(request -> ...) instead.");
    }

    @Test
    void patternThatIsNotValidIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        RequestMatcher.of(getRequestedFor(urlPathEqualTo("/a")).withPathParam("id", equalTo("1"))))
                .withMessage("URL path parameters specified without a path template as the URL matcher.");
    }

    static Stream<Arguments> described() {
        return Stream.of(
                arguments(getRequestedFor(urlEqualTo("/api/v2/leads")), " on GET /api/v2/leads"),
                arguments(anyRequestedFor(urlPathTemplate("/leads/{id}")), " on ANY /leads/{id}"),
                arguments(postRequestedFor(urlMatching("/a.*")).withHeader("x", containing("y")), " on POST /a.*"),
                arguments(getRequestedFor(anyUrl()), " on GET to any URL"),
                arguments(RequestPatternBuilder.allRequests(), " on ANY to any URL"));
    }

    @ParameterizedTest
    @MethodSource("described")
    void tellsWhatItIsFor(RequestPatternBuilder pattern, String expected) {
        assertThat(RequestMatcher.of(pattern)).hasToString(expected);
    }

    static Stream<Arguments> urls() {
        return Stream.of(
                arguments(urlEqualTo("/api/v2/leads?q=1"), "/api/v2/leads", true),
                arguments(urlEqualTo("/api/v2"), "/api/v2", true),
                arguments(urlEqualTo("/api/v2?q"), "/api/v2", true),
                arguments(urlEqualTo("/leads/1"), "/leads/1", false),
                arguments(urlEqualTo("/api/v22"), "/api/v22", false),
                arguments(urlEqualTo("leads"), "leads", false),
                arguments(urlPathEqualTo("/api/v2/leads"), "/api/v2/leads", true),
                arguments(urlPathEqualTo("/leads"), "/leads", false),
                arguments(urlPathTemplate("/api/v2/leads/{id}"), "/api/v2/leads/{id}", true),
                arguments(urlPathTemplate("/api/{version}/leads"), "/api/{version}/leads", true),
                arguments(urlPathTemplate("/**"), "/**", true),
                arguments(urlPathTemplate("/leads/{id}"), "/leads/{id}", false),
                arguments(urlMatching("/leads.*"), null, true),
                arguments(urlPathMatching("/leads/[0-9]+"), null, true),
                arguments(anyUrl(), null, true),
                arguments(new UrlPattern(containing("/leads"), false), null, true),
                arguments(new UrlPattern(new EqualToPattern("/API/V2/leads", true), false), null, true));
    }

    @ParameterizedTest
    @MethodSource("urls")
    void pathThatIsNotBelowTheBasePathIsToldWhereItIsCertain(UrlPattern url, String path, boolean below) {
        RequestMatcher matcher = RequestMatcher.of(any(url).build().getRequest());

        assertThat(matcher.path().orElse(null)).isEqualTo(path);
        assertThat(matcher.canMatchBelow("/api/v2")).isEqualTo(below);
        assertThat(matcher.canMatchBelow("")).isEqualTo(path == null || path.startsWith("/"));
    }

    @Test
    void tellsWhatItCanMatch() {
        RequestMatcher matcher = RequestMatcher.read("{\"method\": \"GET_OR_HEAD\", \"urlPathPattern\": \"/a/.+\"}");

        assertThat(matcher.canMatchMethod("HEAD")).isTrue();
        assertThat(matcher.canMatchMethod("POST")).isFalse();
        assertThat(matcher.canMatchUrl("/a/b?c")).isTrue();
        assertThat(matcher.canMatchUrl("/a/")).isFalse();
    }

    @Test
    void severalMatchersShareWhatIsParsedOfARequest() {
        WireMockRequest shared = new WireMockRequest(request("POST /a\n\n{\"a\": 1}"), ROOT);
        RequestPattern pattern = postRequestedFor(anyUrl())
                .withRequestBody(matchingJsonPath("$.a"))
                .build();

        assertThat(RequestMatcher.of(pattern).matches(shared)).isTrue();
        assertThat(RequestMatcher.read("{\"bodyPatterns\": [{\"matchesJsonPath\": \"$.b\"}]}")
                        .matches(shared))
                .isFalse();
        assertThat(shared.getBodyAsString()).isSameAs(shared.getBodyAsString());
    }
}

package dev.errata.stub.internal.wiremock;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.tomakehurst.wiremock.client.BasicCredentials;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.matching.EqualToPattern;
import com.github.tomakehurst.wiremock.matching.MultipartValuePattern;
import com.github.tomakehurst.wiremock.matching.RegexPattern;
import com.github.tomakehurst.wiremock.matching.RequestPattern;
import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;
import com.github.tomakehurst.wiremock.matching.UrlPathPattern;
import com.github.tomakehurst.wiremock.matching.UrlPathTemplatePattern;
import com.github.tomakehurst.wiremock.matching.UrlPattern;
import dev.errata.fixtures.internal.json.StrictJson;
import java.util.List;
import java.util.Locale;
import java.util.regex.PatternSyntaxException;

/**
 * Reads a request matcher in WireMock's JSON by calling WireMock's Java API. In a new JVM this takes a fraction of the time of
 * WireMock's own reader.
 *
 * <p>The result is the same pattern that WireMock reads. This reader is stricter, though: it refuses keys that WireMock ignores,
 * because the pattern would match more requests than its author thinks.
 */
public final class RequestPatternReader {

    // No lambdas, no streams and no use of the class WireMock: the first trigger of a JVM costs mostly class loading.

    private static final List<String> URLS =
            List.of("url", "urlPattern", "urlPath", "urlPathPattern", "urlPathTemplate");

    private static final List<String> KEYS = List.of(
            "method",
            "url",
            "urlPattern",
            "urlPath",
            "urlPathPattern",
            "urlPathTemplate",
            "pathParameters",
            "queryParameters",
            "formParameters",
            "headers",
            "cookies",
            "basicAuth",
            "bodyPatterns",
            "multipartPatterns",
            "scheme",
            "host",
            "port",
            "clientIp");

    private static final List<String> PART_KEYS =
            List.of("name", "fileName", "matchingType", "headers", "bodyPatterns");

    private static final List<String> CREDENTIALS = List.of("username", "password");

    /**
     * A pattern that may lack parts that are expensive to create.
     *
     * @param pattern the pattern
     * @param complete whether it has all parts
     */
    record Draft(RequestPattern pattern, boolean complete) {}

    private final ValueReader values;

    private RequestPatternReader(ValueReader values) {
        this.values = values;
    }

    /**
     * Reads a request matcher.
     *
     * @param json the matcher, for example {@code {"method": "POST", "urlPath": "/leads"}}
     * @return the pattern
     * @throws IllegalArgumentException if it is not valid; the message is one sentence that names the key
     */
    public static RequestPattern read(String json) {
        return new RequestPatternReader(ValueReader.complete()).pattern(parse(json));
    }

    /**
     * Checks a request matcher, and creates those parts of its pattern that are cheap. The other parts match everything.
     *
     * @throws IllegalArgumentException if it is not valid
     */
    static Draft draft(String json) {
        ValueReader values = ValueReader.drafting();
        RequestPattern pattern = new RequestPatternReader(values).pattern(parse(json));
        return new Draft(pattern, values.isComplete());
    }

    private static Place parse(String json) {
        try {
            return new Place("", StrictJson.read(json.getBytes(UTF_8)));
        } catch (StrictJson.Refused e) {
            throw new IllegalArgumentException("The request matcher " + e.getMessage() + ".", e);
        }
    }

    private RequestPattern pattern(Place root) {
        requireSense(root);
        RequestPatternBuilder pattern = new RequestPatternBuilder(method(root), url(root));
        if (root.has("scheme")) {
            pattern.withScheme(root.at("scheme").text());
        }
        if (root.has("host")) {
            pattern.withHost(values.read(root.at("host")));
        }
        if (root.has("port")) {
            pattern.withPort(root.at("port").integer());
        }
        if (root.has("clientIp")) {
            values.read(root.at("clientIp"));
        }
        for (Place.Field header : root.fields("headers")) {
            pattern.withHeader(header.name(), values.readMulti(header.value()));
        }
        for (Place.Field parameter : root.fields("pathParameters")) {
            pattern.withPathParam(parameter.name(), values.read(parameter.value()));
        }
        for (Place.Field parameter : root.fields("queryParameters")) {
            pattern.withQueryParam(parameter.name(), values.readMulti(parameter.value()));
        }
        for (Place.Field parameter : root.fields("formParameters")) {
            pattern.withFormParam(parameter.name(), values.readMulti(parameter.value()));
        }
        for (Place.Field cookie : root.fields("cookies")) {
            pattern.withCookie(cookie.name(), values.read(cookie.value()));
        }
        if (root.has("basicAuth")) {
            pattern.withBasicAuth(credentials(root.at("basicAuth")));
        }
        for (Place body : root.elements("bodyPatterns")) {
            pattern.withRequestBody(values.readContent(body));
        }
        for (Place part : root.elements("multipartPatterns")) {
            addPart(pattern, part);
        }
        // The builder of WireMock 3.9 has no method for clientIp, so only the JSON works with all versions.
        return root.has("clientIp") ? WireMockJson.read(root, RequestPattern.class) : pattern.build();
    }

    private static void requireSense(Place root) {
        if (root.has("basicAuthCredentials")) {
            throw new Refused(
                    "WireMock writes \"basicAuthCredentials\", but reads \"basicAuth\" only; use \"basicAuth\".");
        }
        if (root.has("customMatcher")) {
            throw new Refused("\"customMatcher\" is not supported: extensions of WireMock are not used here.");
        }
        root.requireKeys(KEYS);
        String url = null;
        for (String key : URLS) {
            if (root.has(key)) {
                if (url != null) {
                    throw new Refused("A request matcher has one URL, not both \"" + url + "\" and \"" + key + "\".");
                }
                url = key;
            }
        }
        if (root.has("pathParameters") && !root.has("urlPathTemplate")) {
            throw new Refused("\"pathParameters\" needs \"urlPathTemplate\".");
        }
    }

    private static RequestMethod method(Place root) {
        if (!root.has("method")) {
            return RequestMethod.ANY;
        }
        String method = root.at("method").text();
        if (!method.equals(method.toUpperCase(Locale.ROOT))) {
            throw root.at("method").mustBe("in capital letters");
        }
        return RequestMethod.fromString(method);
    }

    private static UrlPattern url(Place root) {
        for (String key : URLS) {
            if (root.has(key)) {
                return url(key, root.at(key));
            }
        }
        return UrlPattern.ANY;
    }

    private static UrlPattern url(String key, Place at) {
        try {
            return switch (key) {
                case "url" -> new UrlPattern(new EqualToPattern(at.text()), false);
                case "urlPattern" -> new UrlPattern(new RegexPattern(at.text()), true);
                case "urlPath" -> new UrlPathPattern(new EqualToPattern(at.text()), false);
                case "urlPathPattern" -> new UrlPathPattern(new RegexPattern(at.text()), true);
                default -> new UrlPathTemplatePattern(at.text());
            };
        } catch (PatternSyntaxException e) {
            throw Refused.regularExpression(at, e);
        }
    }

    private static BasicCredentials credentials(Place at) {
        at.requireKeys(CREDENTIALS);
        for (String key : CREDENTIALS) {
            if (!at.has(key)) {
                throw new Refused("\"" + key + "\" is missing in " + at.name() + ".");
            }
        }
        return new BasicCredentials(at.at("username").text(), at.at("password").text());
    }

    /**
     * Checks a matcher of a part, and lets WireMock read it: the constructor differs between versions, and the builder adds
     * conditions that the JSON does not have.
     */
    private void addPart(RequestPatternBuilder pattern, Place part) {
        part.requireKeys(PART_KEYS);
        part.textOrNull("name");
        part.textOrNull("fileName");
        String type = part.textOrNull("matchingType");
        if (type != null && !type.equals("ALL") && !type.equals("ANY")) {
            throw part.at("matchingType").mustBe("\"ALL\" or \"ANY\"");
        }
        for (Place.Field header : part.fields("headers")) {
            values.readMulti(header.value());
        }
        for (Place body : part.elements("bodyPatterns")) {
            values.readContent(body);
        }
        if (values.leavesOut()) {
            return;
        }
        pattern.withRequestBodyPart(WireMockJson.read(part, MultipartValuePattern.class));
    }
}

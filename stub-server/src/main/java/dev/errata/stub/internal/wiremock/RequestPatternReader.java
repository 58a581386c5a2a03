package dev.errata.stub.internal.wiremock;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.List;

/**
 * Reads a request matcher in WireMock's JSON, which was checked, by calling WireMock's Java API. In a new JVM this takes a fraction of
 * the time of WireMock's own reader. The result is the same pattern.
 */
final class RequestPatternReader {

    // No lambdas, no streams and no use of the class WireMock: the first trigger of a JVM costs mostly class loading.

    private static final List<String> URLS =
            List.of("url", "urlPattern", "urlPath", "urlPathPattern", "urlPathTemplate");

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
     * @throws InvalidMatcherException if a library of WireMock's cannot read a part of it
     */
    static RequestPattern read(JsonNode json) {
        return new RequestPatternReader(ValueReader.complete()).pattern(new Place(JsonPointer.empty(), json));
    }

    /**
     * Reads those parts of a request matcher whose patterns are cheap to create. The other parts match everything.
     *
     * @throws InvalidMatcherException if a library of WireMock's cannot read one of those parts
     */
    static Draft draft(JsonNode json) {
        ValueReader values = ValueReader.drafting();
        RequestPattern pattern = new RequestPatternReader(values).pattern(new Place(JsonPointer.empty(), json));
        return new Draft(pattern, values.isComplete());
    }

    private RequestPattern pattern(Place root) {
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

    private static RequestMethod method(Place root) {
        return root.has("method") ? RequestMethod.fromString(root.at("method").text()) : RequestMethod.ANY;
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
        return switch (key) {
            case "url" -> new UrlPattern(new EqualToPattern(at.text()), false);
            case "urlPattern" -> new UrlPattern(new RegexPattern(at.text()), true);
            case "urlPath" -> new UrlPathPattern(new EqualToPattern(at.text()), false);
            case "urlPathPattern" -> new UrlPathPattern(new RegexPattern(at.text()), true);
            default -> new UrlPathTemplatePattern(at.text());
        };
    }

    private static BasicCredentials credentials(Place at) {
        return new BasicCredentials(at.at("username").text(), at.at("password").text());
    }

    /**
     * Lets WireMock read a matcher of a part: the constructor differs between versions, and the builder adds conditions that the
     * JSON does not have.
     */
    private void addPart(RequestPatternBuilder pattern, Place part) {
        // What only WireMock can read is checked even if the whole is left out.
        for (Place.Field header : part.fields("headers")) {
            values.readMulti(header.value());
        }
        for (Place body : part.elements("bodyPatterns")) {
            values.readContent(body);
        }
        if (!values.leavesOut()) {
            pattern.withRequestBodyPart(WireMockJson.read(part, MultipartValuePattern.class));
        }
    }
}

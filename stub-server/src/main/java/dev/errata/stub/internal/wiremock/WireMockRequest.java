package dev.errata.stub.internal.wiremock;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.tomakehurst.wiremock.common.Urls;
import com.github.tomakehurst.wiremock.http.ContentTypeHeader;
import com.github.tomakehurst.wiremock.http.Cookie;
import com.github.tomakehurst.wiremock.http.FormParameter;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.http.QueryParameter;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.http.multipart.PartParser;
import dev.errata.stub.http.HeaderField;
import dev.errata.stub.http.StubRequest;
import java.net.URI;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A request as WireMock sees it. Parses parameters, cookies and parts once, when they are first asked for. Not thread-safe. */
public final class WireMockRequest implements Request {

    private final StubRequest request;
    private final URI rootUrl;

    private @Nullable Authority authority;
    private @Nullable RequestMethod method;
    private @Nullable HttpHeaders headers;
    private @Nullable String bodyText;
    private @Nullable Map<String, QueryParameter> query;
    private @Nullable Map<String, FormParameter> form;
    private @Nullable Map<String, Cookie> cookies;
    private @Nullable Collection<Part> parts;

    /**
     * Creates a request.
     *
     * @param request the request as received
     * @param rootUrl the server's root URL: gives the scheme, and host and port if the request has no valid header Host
     */
    public WireMockRequest(StubRequest request, URI rootUrl) {
        this.request = request;
        this.rootUrl = rootUrl;
    }

    @Override
    public String getUrl() {
        return request.target();
    }

    @Override
    public String getAbsoluteUrl() {
        Authority to = authority();
        return getScheme() + "://" + to.host() + (to.port() == defaultPort() ? "" : ":" + to.port())
                + (getUrl().startsWith("/") ? "" : "/") + getUrl();
    }

    @Override
    public RequestMethod getMethod() {
        RequestMethod known = method;
        if (known == null) {
            known = RequestMethod.fromString(request.method().toUpperCase(Locale.ROOT));
            method = known;
        }
        return known;
    }

    @Override
    public String getScheme() {
        return rootUrl.getScheme();
    }

    @Override
    public String getHost() {
        return authority().host();
    }

    @Override
    public int getPort() {
        return authority().port();
    }

    private Authority authority() {
        Authority known = authority;
        if (known == null) {
            known = Authority.parse(request.header("Host").orElse(""), defaultPort())
                    .orElseGet(() -> Authority.of(rootUrl, defaultPort()));
            authority = known;
        }
        return known;
    }

    private int defaultPort() {
        return getScheme().equals("https") ? 443 : 80;
    }

    /** Returns the header X-Forwarded-For, as stock WireMock does, or the loopback address. */
    @Override
    public String getClientIp() {
        return request.header("X-Forwarded-For").filter(ip -> !ip.isEmpty()).orElse("127.0.0.1");
    }

    @Override
    public @Nullable String getHeader(String key) {
        return request.header(key).orElse(null);
    }

    @Override
    public HttpHeader header(String key) {
        return new HttpHeader(key, request.headerValues(key));
    }

    @Override
    public ContentTypeHeader contentTypeHeader() {
        String value = getHeader(ContentTypeHeader.KEY);
        return value == null ? ContentTypeHeader.absent() : new ContentTypeHeader(value);
    }

    @Override
    public HttpHeaders getHeaders() {
        HttpHeaders known = headers;
        if (known == null) {
            List<HttpHeader> fields = new ArrayList<>();
            for (HeaderField field : request.headers()) {
                fields.add(new HttpHeader(field.name(), field.value()));
            }
            known = new HttpHeaders(fields);
            headers = known;
        }
        return known;
    }

    @Override
    public boolean containsHeader(String key) {
        return request.header(key).isPresent();
    }

    boolean hasHeader(String name, String value) {
        for (HeaderField field : request.headers()) {
            if (field.isNamed(name) && field.value().equals(value)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Set<String> getAllHeaderKeys() {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (HeaderField field : request.headers()) {
            names.add(field.name());
        }
        return names;
    }

    @Override
    public QueryParameter queryParameter(String key) {
        Map<String, QueryParameter> known = query;
        if (known == null) {
            known = Map.copyOf(Urls.splitQueryFromUrl(Percent.mended(getUrl())));
            query = known;
        }
        QueryParameter parameter = known.get(key);
        return parameter == null ? QueryParameter.absent(key) : parameter;
    }

    @Override
    public FormParameter formParameter(String key) {
        FormParameter parameter = formParameters().get(key);
        return parameter == null ? FormParameter.absent(key) : parameter;
    }

    @Override
    public Map<String, FormParameter> formParameters() {
        Map<String, FormParameter> known = form;
        if (known == null) {
            known = isForm() && request.body().length > 0 ? parsedForm() : Map.of();
            form = known;
        }
        return known;
    }

    private boolean isForm() {
        return contentType().contains("application/x-www-form-urlencoded");
    }

    private Map<String, FormParameter> parsedForm() {
        Map<String, FormParameter> parameters = new LinkedHashMap<>();
        Urls.splitQuery(Percent.mended(getBodyAsString()))
                .forEach((key, values) -> parameters.put(key, new FormParameter(key, values.values())));
        return parameters;
    }

    @Override
    public Map<String, Cookie> getCookies() {
        Map<String, Cookie> known = cookies;
        if (known == null) {
            known = parsedCookies();
            cookies = known;
        }
        return known;
    }

    private Map<String, Cookie> parsedCookies() {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String line : request.headerValues("Cookie")) {
            for (String pair : line.split(";", -1)) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? "" : pair.substring(0, equals).trim();
                if (!name.isEmpty()) {
                    values.computeIfAbsent(name, first -> new ArrayList<>())
                            .add(unquoted(pair.substring(equals + 1).trim()));
                }
            }
        }
        Map<String, Cookie> parsed = new LinkedHashMap<>();
        values.forEach((name, all) -> parsed.put(name, new Cookie(all)));
        return parsed;
    }

    private static String unquoted(String value) {
        return value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1)
                : value;
    }

    @Override
    public byte[] getBody() {
        return request.body();
    }

    @Override
    public String getBodyAsString() {
        String known = bodyText;
        if (known == null) {
            known = new String(request.body(), charset());
            bodyText = known;
        }
        return known;
    }

    private Charset charset() {
        try {
            return contentTypeHeader().charset();
        } catch (RuntimeException e) {
            // The character set is unknown or malformed. The body may match nevertheless.
            return UTF_8;
        }
    }

    @Override
    public String getBodyAsBase64() {
        return Base64.getEncoder().encodeToString(request.body());
    }

    private String contentType() {
        return request.header(ContentTypeHeader.KEY).orElse("").trim().toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean isMultipart() {
        return !getParts().isEmpty();
    }

    @Override
    public Collection<Part> getParts() {
        Collection<Part> known = parts;
        if (known == null) {
            known = contentType().startsWith("multipart/") ? parsedParts() : List.of();
            parts = known;
        }
        return known;
    }

    private Collection<Part> parsedParts() {
        try {
            return PartParser.parseFrom(this);
        } catch (Exception e) {
            // A malformed body has no parts, and fits no matcher of parts. WireMock throws checked exceptions
            // undeclared.
            return List.of();
        }
    }

    @Override
    public @Nullable Part getPart(String name) {
        for (Part part : getParts()) {
            if (name.equals(part.getName())) {
                return part;
            }
        }
        return null;
    }

    @Override
    public boolean isBrowserProxyRequest() {
        return false;
    }

    @Override
    public Optional<Request> getOriginalRequest() {
        return Optional.empty();
    }

    @Override
    public String getProtocol() {
        return "HTTP/1.1";
    }

    @Override
    public String toString() {
        return request.toString();
    }
}

package dev.errata.stub.internal.wiremock;

import static dev.errata.stub.internal.wiremock.Requests.ROOT;
import static dev.errata.stub.internal.wiremock.Requests.request;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Request;
import dev.errata.stub.http.HeaderField;
import dev.errata.stub.http.StubRequest;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What WireMock sees of a request is what it sees behind its own HTTP server. */
class WireMockRequestTest {

    private static WireMockRequest seen(String text) {
        return new WireMockRequest(request(text), ROOT);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:43215, http://127.0.0.1:43215/a, 127.0.0.1, 43215",
        "localhost:80, http://localhost/a, localhost, 80",
        "api.example.com, http://api.example.com/a, api.example.com, 80",
        "[::1]:8080, http://[::1]:8080/a, [::1], 8080",
        "[::1], http://[::1]/a, [::1], 80",
        "a:, http://a/a, a, 80",
        "a:b, http://127.0.0.1:43215/a, 127.0.0.1, 43215",
        "a:65536, http://127.0.0.1:43215/a, 127.0.0.1, 43215",
        "a:123456, http://127.0.0.1:43215/a, 127.0.0.1, 43215",
        "a/b, http://127.0.0.1:43215/a, 127.0.0.1, 43215",
        ":80, http://127.0.0.1:43215/a, 127.0.0.1, 43215",
        "[]:80, http://127.0.0.1:43215/a, 127.0.0.1, 43215",
        "[x]:80, http://127.0.0.1:43215/a, 127.0.0.1, 43215",
    })
    void hostAndPortAreThoseThatTheClientUsed(String header, String url, String host, int port) {
        WireMockRequest request = seen("/a\nHost: " + header);

        assertThat(request.getAbsoluteUrl()).isEqualTo(url);
        assertThat(request.getHost()).isEqualTo(host);
        assertThat(request.getPort()).isEqualTo(port);
        assertThat(request.getScheme()).isEqualTo("http");
    }

    @Test
    void hostAndPortAreTheServersWhereTheClientNamesNone() {
        assertThat(seen("OPTIONS *").getAbsoluteUrl()).isEqualTo("http://127.0.0.1:43215/*");
        assertThat(new WireMockRequest(request("/a"), URI.create("https://a.example")).getAbsoluteUrl())
                .isEqualTo("https://a.example/a");
    }

    @Test
    void targetIsLeftAsItWasSent() {
        WireMockRequest request = seen("GET //a%2Fb/;c?q=%41&r=%zz");

        assertThat(request.getUrl()).isEqualTo("//a%2Fb/;c?q=%41&r=%zz");
        assertThat(request.queryParameter("q").firstValue()).isEqualTo("A");
        assertThat(request.queryParameter("r").firstValue()).isEqualTo("%zz");
        assertThat(request.queryParameter("s").isPresent()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "a, a",
        "%41, %41",
        "50% off, 50%25 off",
        "%, %25",
        "%4, %254",
        "%%41, %25%41",
        "%é1%AF, %25é1%AF",
        "a%zzb%, a%25zzb%25"
    })
    void percentSignThatEncodesNothingStandsForItself(String encoded, String mended) {
        assertThat(Percent.mended(encoded)).isEqualTo(mended);
        assertThat(Percent.mendedQuery("/%?" + encoded)).isEqualTo("/%?" + mended);
        assertThat(Percent.mendedQuery("/" + encoded)).isEqualTo("/" + encoded);
    }

    @Test
    void headersKeepTheirNamesAndValues() {
        WireMockRequest request = seen("/a\nX-B: 1\nx-a: 2\nx-b: 3");

        assertThat(request.getHeader("X-b")).isEqualTo("1");
        assertThat(request.getHeader("X-C")).isNull();
        assertThat(request.header("x-b").values()).containsExactly("1", "3");
        assertThat(request.header("x-c").isPresent()).isFalse();
        assertThat(request.containsHeader("X-A")).isTrue();
        assertThat(request.containsHeader("X-C")).isFalse();
        assertThat(request.getAllHeaderKeys()).containsExactly("x-a", "X-B");
        assertThat(request.getHeaders().getHeader("X-B").values()).containsExactly("1", "3");
        assertThat(request.contentTypeHeader().isPresent()).isFalse();
    }

    @Test
    void formIsParsedEvenIfItIsMalformed() {
        WireMockRequest form = seen(
                "POST /a\nContent-Type: application/x-www-form-urlencoded; charset=utf-8\n\na=1+2&a=%C3%A4&b&c=50% off");

        assertThat(form.formParameter("a").values()).containsExactly("1 2", "ä");
        assertThat(form.formParameter("b").values()).containsExactly("");
        assertThat(form.formParameter("c").values()).containsExactly("50% off");
        assertThat(form.formParameter("d").isPresent()).isFalse();
        assertThat(seen("POST /a\nContent-Type: application/x-www-form-urlencoded")
                        .formParameters())
                .isEmpty();
        assertThat(seen("POST /a\n\na=1").formParameters()).isEmpty();
    }

    @Test
    void cookiesAreParsed() {
        WireMockRequest request = seen("/a\nCookie: a=1; b=\"2\";a=3; =x; y\nCookie: c=4=5");

        assertThat(request.getCookies()).containsOnlyKeys("a", "b", "c");
        assertThat(request.getCookies().get("a").getValues()).containsExactly("1", "3");
        assertThat(request.getCookies().get("b").getValue()).isEqualTo("2");
        assertThat(request.getCookies().get("c").getValue()).isEqualTo("4=5");
    }

    @Test
    void bodyIsTextInItsOwnCharacterSet() {
        byte[] body = "ä".getBytes(ISO_8859_1);

        assertThat(text("text/plain; charset=iso-8859-1", body)).isEqualTo("ä");
        assertThat(text("text/plain", body)).isEqualTo("\ufffd");
        assertThat(text("text/plain; charset=nonsense", body)).isEqualTo("\ufffd");
        assertThat(text("text/plain; charset=", body)).isEqualTo("\ufffd");
        assertThat(seen("POST /a\n\nab").getBodyAsBase64()).isEqualTo("YWI=");
    }

    private static String text(String contentType, byte[] body) {
        List<HeaderField> headers = List.of(new HeaderField("Content-Type", contentType));
        return new WireMockRequest(new StubRequest("POST", "/a", headers, body), ROOT).getBodyAsString();
    }

    @Test
    void partsAreParsed() {
        WireMockRequest request = seen("""
                POST /a
                Content-Type: Multipart/form-data; boundary=x

                --x\r
                Content-Disposition: form-data; name="f"; filename="f.txt"\r
                X-A: b\r
                \r
                ab\r
                --x--\r
                """);

        assertThat(request.isMultipart()).isTrue();
        assertThat(request.getParts()).hasSize(1);
        Request.Part part = request.getPart("f");
        assertThat(part.getHeader("content-disposition").firstValue()).endsWith("filename=\"f.txt\"");
        assertThat(part.getHeader("x-a").firstValue()).isEqualTo("b");
        assertThat(part.getBody().asString()).isEqualTo("ab");
        assertThat(request.getPart("g")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"multipart/form-data", "multipart/form-data; boundary=y", "text/plain"})
    void bodyThatIsNotMultipartHasNoParts(String contentType) {
        WireMockRequest request = seen("POST /a\nContent-Type: " + contentType + "\n\n--x--");

        assertThat(request.isMultipart()).isFalse();
        assertThat(request.getParts()).isEmpty();
    }

    @Test
    void clientIsTheOneThatAProxyNames() {
        assertThat(seen("/a").getClientIp()).isEqualTo("127.0.0.1");
        assertThat(seen("/a\nX-Forwarded-For: 10.0.0.1").getClientIp()).isEqualTo("10.0.0.1");
    }

    @Test
    void requestIsPlainHttp() {
        WireMockRequest request = seen("/a");

        assertThat(request.getProtocol()).isEqualTo("HTTP/1.1");
        assertThat(request.isBrowserProxyRequest()).isFalse();
        assertThat(request.getOriginalRequest()).isEmpty();
        assertThat(request).hasToString("GET /a");
    }
}

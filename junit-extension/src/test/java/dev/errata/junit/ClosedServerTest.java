package dev.errata.junit;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Catalog;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left of a server that was closed: nothing that another test could meet. */
class ClosedServerTest {

    @Test
    void urlsOfAClosedServerAreAnsweredLoudlyWhileOthersRun() {
        try (BuenaServer running = BuenaServer.start()) {
            BuenaServer closed = BuenaServer.start();
            URI plain = URI.create(closed.baseUrl() + "/leads");
            URI scenario = URI.create(closed.baseUrl("rate-limited") + "/leads");
            String lane = closed.rootUrl().getPath().substring(1);
            closed.stubFor(any(anyUrl()).willReturn(ok("mine")));
            closed.close();

            for (URI url : new URI[] {plain, scenario}) {
                HttpResponse<String> response = Http.get(url);
                assertThat(response.statusCode()).isEqualTo(501);
                assertThat(response.body())
                        .isEqualTo(
                                "Errata: There is no server \"%s\". It was closed, or the URL is one of another run.\n"
                                        .formatted(lane));
            }
            assertThat(Http.get(running.baseUrl(), "/leads").statusCode()).isEqualTo(200);
            running.verifyNoUnmatchedRequests();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"buena", "buena-0", "buena-1x", "databuddy-999999", "%62uena-1", "favicon.ico"})
    void serverThatNeverWasIsAnsweredLoudly(String lane) {
        try (BuenaServer buena = BuenaServer.start()) {
            HttpResponse<String> response = Http.get(buena.rootUrl().resolve("/" + lane + "/api/v2/leads"));

            assertThat(response.statusCode()).isEqualTo(501);
            assertThat(response.headers().firstValue("Content-Type")).contains("text/plain;charset=utf-8");
            assertThat(response.body()).startsWith("Errata: There is no server \"" + lane + "\".");
        }
    }

    @Test
    void closedServerRefusesToBeUsed() {
        BuenaServer buena = BuenaServer.start();
        buena.close();

        Stream.<ThrowingCallable>of(
                        buena::baseUrl,
                        buena::rootUrl,
                        () -> buena.baseUrl("rate-limited"),
                        () -> buena.baseUrl(BuenaError.NOT_FOUND),
                        () -> buena.baseUrl(Catalog.buena().scenario("rate-limited")),
                        () -> buena.stubFor(any(anyUrl())))
                .forEach(call -> assertThatThrownBy(call)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("This server of the Buena.ai API v2 was closed"));
    }

    @Test
    void closedServerStillReportsItsUnmatchedRequests() {
        BuenaServer buena = BuenaServer.start();
        Http.get(buena.baseUrl(), "/nowhere");
        buena.close();

        assertThatThrownBy(buena::verifyNoUnmatchedRequests)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("/nowhere");
        assertThat(buena.catalog()).isSameAs(Catalog.buena());
    }

    @Test
    void closingTwiceClosesOnceAndNobodyElse() {
        try (BuenaServer other = BuenaServer.start()) {
            BuenaServer twice = BuenaServer.start();
            twice.close();
            assertThatCode(twice::close).doesNotThrowAnyException();

            assertThat(Http.get(other.baseUrl(), "/leads").statusCode()).isEqualTo(200);
        }
    }
}

package dev.errata.stub.life;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static dev.errata.stub.injection.Failure.failure;
import static dev.errata.stub.injection.Failure.pass;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Fault;
import dev.errata.stub.BuenaServer;
import dev.errata.stub.MatchingRequests;
import dev.errata.stub.injection.Chaos;
import dev.errata.stub.injection.Latency;
import dev.errata.stub.injection.Quota;
import dev.errata.stub.support.Http;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A closed server leaves nothing that another test could meet. */
class ClosedServerTest {

    @Test
    void allItsPortsRefuseConnections() {
        BuenaServer closed = BuenaServer.start();
        List<URI> urls = List.of(
                closed.baseUrl(),
                closed.baseUrl("rate-limited"),
                closed.baseUrl(Fault.STALLED_BODY),
                closed.baseUrl(Fault.CONNECTION_REFUSED));
        closed.stubFor(any(anyUrl()).willReturn(ok("mine")));
        Http.get(urls.get(1), "/leads");

        closed.close();

        assertThat(urls)
                .allSatisfy(url -> assertThatExceptionOfType(ConnectException.class)
                        .isThrownBy(() -> new Socket(url.getHost(), url.getPort()).close()));
    }

    /** A client that outlives its test does not meet the server of the next one. */
    @Test
    void itsPortsAreNotGivenToTheNextServers() {
        BuenaServer closed = BuenaServer.start();
        int plain = closed.baseUrl().getPort();
        int scenario = closed.baseUrl("rate-limited").getPort();
        closed.close();

        for (int i = 0; i < 500; i++) {
            try (BuenaServer next = BuenaServer.start()) {
                assertThat(next.baseUrl().getPort()).isNotIn(plain, scenario);
            }
        }
    }

    @Test
    void itCannotBeUsed() {
        BuenaServer buena = BuenaServer.start();
        MatchingRequests<BuenaError> requests = buena.on(getRequestedFor(anyUrl()));
        buena.close();

        Stream.<ThrowingCallable>of(
                        buena::baseUrl,
                        buena::rootUrl,
                        () -> buena.baseUrl("rate-limited"),
                        () -> buena.baseUrl(BuenaError.NOT_FOUND),
                        () -> buena.baseUrl(Catalog.buena().scenario("rate-limited")),
                        () -> buena.baseUrl(Fault.NO_CONTENT),
                        () -> buena.baseUrl(Fault.CONNECTION_REFUSED),
                        () -> buena.stubFor(any(anyUrl())),
                        () -> buena.willFail(BuenaError.NOT_FOUND),
                        () -> buena.willFail("rate-limited"),
                        () -> buena.willFail(Catalog.buena().scenario("rate-limited")),
                        () -> buena.willFail(Fault.NO_CONTENT),
                        () -> buena.willFail(failure(BuenaError.NOT_FOUND), pass()),
                        () -> requests.willFail(BuenaError.NOT_FOUND),
                        () -> buena.chaos(Chaos.rate(0.5)),
                        () -> requests.chaos(Chaos.rate(0.5)),
                        () -> buena.quota(Quota.perDay(1)),
                        () -> buena.latency(Latency.none()),
                        buena::clearScripts,
                        buena::clearQuotas,
                        buena::clearChaos,
                        buena::reset)
                .forEach(call -> assertThatThrownBy(call)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("This server of the Buena.ai API v2 is closed"));
    }

    @Test
    void itStillTellsItsTrafficAndItsUnmatchedRequests() {
        BuenaServer buena = BuenaServer.start();
        Http.get(buena.baseUrl(), "/nowhere");
        String name = buena.toString();
        buena.close();

        assertThatThrownBy(buena::verifyNoUnmatchedRequests)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("/nowhere");
        assertThat(buena.traffic().exchanges()).hasSize(1);
        buena.verify(1, getRequestedFor(anyUrl()));
        assertThat(buena.catalog()).isSameAs(Catalog.buena());
        assertThat(buena).hasToString(name);
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

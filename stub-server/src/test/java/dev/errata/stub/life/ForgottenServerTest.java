package dev.errata.stub.life;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.fixtures.Fault;
import dev.errata.stub.BuenaServer;
import dev.errata.stub.support.Http;
import dev.errata.stub.support.OtherJvm;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A program without a test framework ends although it forgot to close its servers. */
class ForgottenServerTest {

    /** Runs in a JVM of its own. */
    static final class Forgetful {
        private Forgetful() {}

        @SuppressWarnings("resource")
        public static void main(String[] args) {
            BuenaServer forgotten = BuenaServer.start();
            forgotten.stubFor(get("/api/v2/delayed").willReturn(ok().withFixedDelay(50)));
            CompletableFuture<HttpResponse<String>> stalled =
                    Http.getAsync(URI.create(forgotten.baseUrl(Fault.STALLED_BODY) + "/leads"));
            int failed = Http.get(forgotten.baseUrl("rate-limited"), "/leads").statusCode();
            int delayed = Http.get(forgotten.baseUrl(), "/delayed").statusCode();
            System.out.println("answered " + failed + " and " + delayed + ", stalled " + !stalled.isDone());
        }
    }

    @Test
    void jvmEnds() throws IOException, InterruptedException {
        // Plain WireMock logs by SLF4J, which says that nobody listens.
        assertThat(OtherJvm.run(Forgetful.class, classPathWithoutJUnit()).lines())
                .filteredOn(line -> !line.startsWith("SLF4J"))
                .containsExactly("answered 429 and 200, stalled true");
    }

    private static String classPathWithoutJUnit() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !Path.of(entry).getFileName().toString().matches("(junit-|opentest4j).*\\.jar"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}

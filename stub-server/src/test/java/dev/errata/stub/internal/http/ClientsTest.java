package dev.errata.stub.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Clients as they are used. */
class ClientsTest {

    /** By default it offers an upgrade to HTTP/2 with each new connection. */
    @Test
    void clientOfTheJdk() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        try (HttpPort port = Recorder.echo().open()) {
            URI url = URI.create(port.url() + "/a%2Fb?c");
            HttpRequest get = HttpRequest.newBuilder(url).build();
            HttpRequest post = HttpRequest.newBuilder(url)
                    .expectContinue(true)
                    .POST(HttpRequest.BodyPublishers.ofString("x".repeat(100_000)))
                    .build();
            HttpRequest chunked = HttpRequest.newBuilder(url)
                    .POST(HttpRequest.BodyPublishers.ofInputStream(
                            () -> new ByteArrayInputStream("chunked".getBytes(UTF_8))))
                    .build();

            assertThat(send(client, get).version()).isEqualTo(HttpClient.Version.HTTP_1_1);
            assertThat(send(client, get).body()).isEqualTo("GET /a%2Fb?c ");
            assertThat(send(client, post).body()).isEqualTo("POST /a%2Fb?c " + "x".repeat(100_000));
            assertThat(send(client, chunked).body()).isEqualTo("POST /a%2Fb?c chunked");
            List<CompletableFuture<HttpResponse<String>>> many = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                many.add(client.sendAsync(get, HttpResponse.BodyHandlers.ofString()));
            }
            for (CompletableFuture<HttpResponse<String>> each : many) {
                assertThat(each.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            }
        }
    }

    private static HttpResponse<String> send(HttpClient client, HttpRequest request) throws Exception {
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString()).get(10, TimeUnit.SECONDS);
    }

    @Test
    void curl() throws Exception {
        assumeInstalled("curl");
        try (HttpPort port = Recorder.echo().open()) {
            String url = port.url() + "/a?b";

            assertThat(run("curl", "-sS", "--http2", url, url)).isEqualTo("GET /a?b GET /a?b ");
            assertThat(run("curl", "-sS", "-d", "{\"note\":\"50% off\"}", url))
                    .isEqualTo("POST /a?b {\"note\":\"50% off\"}");
            assertThat(run("curl", "-sS", "-H", "Expect: 100-continue", "-d", "x", url))
                    .isEqualTo("POST /a?b x");
            assertThat(run("curl", "-sS", "-H", "Transfer-Encoding: chunked", "-d", "x", url))
                    .isEqualTo("POST /a?b x");
            assertThat(run("curl", "-sS", "-0", url)).isEqualTo("GET /a?b ");
            assertThat(run("curl", "-sS", "-I", url))
                    .startsWith("HTTP/1.1 200 OK")
                    .contains("Content-Length: 10");
            assertThat(run("curl", "-sS", "-x", port.url(), "http://example.invalid/a?b"))
                    .isEqualTo("GET /a?b ");
            assertThat(run("curl", "-s", "--output", "-", "-k", url.replace("http:", "https:")))
                    .isEmpty();
        }
    }

    @Test
    void fetchOfNode() throws Exception {
        assumeInstalled("node");
        try (HttpPort port = Recorder.echo().open()) {
            String script = """
                    const url = "%s/a?b";
                    (async () => {
                      for (const options of [{}, { method: "POST", body: "x" }, { method: "PUT", body: new FormData() }]) {
                        const answer = await fetch(url, options);
                        console.log(answer.status + " " + (await answer.text()).split("\\n")[0].trim());
                      }
                    })().then(() => process.exit());
                    """.formatted(port.url());

            assertThat(run("node", "-e", script).lines())
                    .hasSize(3)
                    .startsWith("200 GET /a?b", "200 POST /a?b x")
                    .last()
                    .satisfies(line -> assertThat(line).startsWith("200 PUT /a?b "));
        }
    }

    private static void assumeInstalled(String program) {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(Pattern.quote(File.pathSeparator)))
                        .anyMatch(folder -> new File(folder, program).canExecute()),
                program + " is not installed");
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .start();
        try {
            String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return printed;
        } finally {
            process.destroyForcibly();
        }
    }
}

package dev.errata.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.fixtures.Catalog;
import dev.errata.junit.ServerOptions;
import dev.errata.junit.StubServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the documents show of the control API is so. */
class DocumentTest {

    private static final Path ROOT = Path.of("..");
    private static final Path CONTROL_API = ROOT.resolve("docs/control-api.md");

    private static final Pattern CURL = Pattern.compile(
            "curl (?:-X (\\w+) )?(-H 'Content-Type: application/json' )?http://127\\.0\\.0\\.1:8080(/__errata\\S*)"
                    + "(?: -d '([^']*)')?");

    @TestFactory
    Stream<DynamicTest> everyCurlLineOfTheDocumentsWorks() throws IOException {
        Front front = new Front(Guard.of(InetAddress.getLoopbackAddress(), null));
        StubServer server =
                StubServer.start(Catalog.buena(), ServerOptions.defaults().front(front::answer));
        front.serve(server);
        return (Files.readString(CONTROL_API) + Files.readString(ROOT.resolve("README.md")))
                .transform(text -> CURL.matcher(text).results())
                .map(curl -> dynamicTest(curl.group(), () -> {
                    HttpResponse<String> answer = send(server, curl);
                    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 204);
                }))
                .onClose(server::close);
    }

    private static HttpResponse<String> send(StubServer server, MatchResult curl) {
        Optional<String> body = Optional.ofNullable(curl.group(4));
        return Http.send(
                Optional.ofNullable(curl.group(1)).orElse(body.isPresent() ? "POST" : "GET"),
                server.rootUrl() + curl.group(3),
                curl.group(2) == null ? Map.of() : Map.of("Content-Type", "application/json"),
                body.orElse(""));
    }

    @Test
    void everyCurlLineIsLookedAt() throws IOException {
        String document = Files.readString(CONTROL_API);

        assertThat(CURL.matcher(document).results()).hasSize(12);
        assertThat(document.lines().filter(line -> line.startsWith("    curl ")))
                .hasSize(12);
    }

    @Test
    void everyFieldIsDescribed() throws IOException {
        String document = Files.readString(CONTROL_API);

        assertThat(Stream.of(Orders.Step.class, Orders.Quota.class, Orders.Delays.class, Orders.Odds.class)
                        .flatMap(order -> Stream.of(order.getRecordComponents()))
                        .map(field -> field.getName()))
                .allSatisfy(field -> assertThat(document).containsAnyOf("`" + field + "`", "\"" + field + "\":"));
    }

    @Test
    void everythingThatTrafficTellsIsDescribed() throws IOException {
        try (StubServer server = StubServer.start(Catalog.buena())) {
            Http.get(server.baseUrl("lead-not-found") + "/leads");
            ObjectNode told = TrafficJson.of(server.traffic());

            assertThat(Files.readString(CONTROL_API))
                    .contains(told.get("exchanges").get(0).properties().stream()
                            .map(field -> "`" + field.getKey() + "`")
                            .toList());
        }
    }
}

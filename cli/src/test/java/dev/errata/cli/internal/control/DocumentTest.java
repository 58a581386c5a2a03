package dev.errata.cli.internal.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.cli.Http;
import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.traffic.Exchange;
import dev.errata.stub.StubServer;
import java.io.IOException;
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

/** The documents of the control API are true. */
class DocumentTest {

    private static final Path ROOT = Path.of("..");
    private static final Path CONTROL_API = ROOT.resolve("docs/control-api.md");
    private static final Path GUIDE = ROOT.resolve("docs/guide/standalone-server.md");

    private static final Pattern CURL = Pattern.compile(
            "curl (?:-X (\\w+) )?(-H 'Content-Type: application/json' )?http://127\\.0\\.0\\.1:8080(/__errata\\S*)"
                    + "(?: -d '([^']*)')?");

    /** Each on a server of its own: one of them takes it down. */
    @TestFactory
    Stream<DynamicTest> everyCurlLineOfTheDocumentsWorks() throws IOException {
        return CURL.matcher(Files.readString(CONTROL_API) + Files.readString(GUIDE))
                .results()
                .map(curl -> dynamicTest(curl.group(), () -> {
                    try (StubServer<ApiError> server = Served.start(Catalog.buena())) {
                        HttpResponse<String> answer = send(server, curl);
                        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 204);
                    }
                }));
    }

    private static HttpResponse<String> send(StubServer<ApiError> server, MatchResult curl) {
        Optional<String> body = Optional.ofNullable(curl.group(4));
        return Http.send(
                Optional.ofNullable(curl.group(1)).orElse(body.isPresent() ? "POST" : "GET"),
                server.rootUrl() + curl.group(3),
                curl.group(2) == null ? Map.of() : Map.of("Content-Type", "application/json"),
                body.orElse(""));
    }

    @Test
    void everyCurlLineIsTried() throws IOException {
        String document = Files.readString(CONTROL_API);

        assertThat(CURL.matcher(document).results()).hasSize(19);
        assertThat(document.lines().filter(line -> line.startsWith("    curl ")))
                .hasSize(19);
    }

    @Test
    void everyFieldIsDescribed() throws IOException {
        String document = Files.readString(CONTROL_API);

        assertThat(Stream.of(
                                ControlRequests.Step.class,
                                ControlRequests.ProviderStateChange.class,
                                ControlRequests.QuotaRequest.class,
                                ControlRequests.LatencyRequest.class,
                                ControlRequests.ChaosRequest.class,
                                ControlRequests.ClockRequest.class,
                                ControlRequests.OutageRequest.class)
                        .flatMap(request -> Stream.of(request.getRecordComponents()))
                        .map(field -> field.getName()))
                .allSatisfy(field -> assertThat(document).containsAnyOf("`" + field + "`", "\"" + field + "\":"));
    }

    @Test
    void everyPathIsDescribed() throws IOException {
        String document = Files.readString(CONTROL_API);
        try (StubServer<ApiError> server = Served.start(Catalog.buena())) {
            String known = Http.tree(Http.get(server.rootUrl() + "/__errata/no").body())
                    .get("error")
                    .asText();

            assertThat(known.replaceFirst(".*Expected one of ", "").split(", "))
                    .hasSizeGreaterThan(8)
                    .allSatisfy(path -> assertThat(document).containsPattern("(GET|PUT|POST|DELETE) " + path + "\\b"));
        }
    }

    @Test
    void everythingThatTrafficTellsIsDescribed() throws IOException {
        String document = Files.readString(CONTROL_API);
        try (StubServer<ApiError> server = StubServer.start(Catalog.buena())) {
            Http.get(server.baseUrl("lead-not-found") + "/leads");
            ObjectNode told = TrafficJson.of(server.traffic());

            assertThat(document)
                    .contains(told.get("exchanges").get(0).properties().stream()
                            .map(field -> "`" + field.getKey() + "`")
                            .toList());
        }
        assertThat(Exchange.Source.values())
                .allSatisfy(source -> assertThat(document).contains("`" + TrafficJson.name(source) + "`"));
    }
}

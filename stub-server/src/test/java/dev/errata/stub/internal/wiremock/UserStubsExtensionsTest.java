package dev.errata.stub.internal.wiremock;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static dev.errata.stub.internal.wiremock.Requests.ROOT;
import static dev.errata.stub.internal.wiremock.Requests.request;
import static dev.errata.stub.internal.wiremock.UserStubsTest.answer;
import static dev.errata.stub.internal.wiremock.UserStubsTest.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.common.LocalNotifier;
import com.github.tomakehurst.wiremock.common.Notifier;
import com.github.tomakehurst.wiremock.common.Slf4jNotifier;
import com.github.tomakehurst.wiremock.direct.DirectCallHttpServerFactory;
import com.github.tomakehurst.wiremock.extension.Extension;
import com.github.tomakehurst.wiremock.extension.MappingsLoaderExtension;
import com.github.tomakehurst.wiremock.extension.Parameters;
import com.github.tomakehurst.wiremock.extension.ResponseTransformerV2;
import com.github.tomakehurst.wiremock.extension.ServeEventListener;
import com.github.tomakehurst.wiremock.extension.requestfilter.RequestFilterAction;
import com.github.tomakehurst.wiremock.extension.requestfilter.StubRequestFilterV2;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.matching.MatchResult;
import com.github.tomakehurst.wiremock.matching.RequestMatcherExtension;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.stubbing.StubMappings;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Extensions of WireMock that a user brings. */
class UserStubsExtensionsTest {

    private static final class Shout implements ResponseTransformerV2 {
        @Override
        public Response transform(Response response, ServeEvent event) {
            if (event.getRequest().getUrl().endsWith("/fail")) {
                throw new IllegalStateException("hoarse");
            }
            return Response.Builder.like(response)
                    .but()
                    .body(response.getBodyAsString() + "!")
                    .headers(response.getHeaders().plus(new HttpHeader("X-Loud", "a")))
                    .build();
        }

        @Override
        public boolean applyGlobally() {
            return false;
        }

        @Override
        public String getName() {
            return "shout";
        }
    }

    private static final class SplitHeader implements ResponseTransformerV2 {
        @Override
        public Response transform(Response response, ServeEvent event) {
            return Response.Builder.like(response)
                    .headers(response.getHeaders().plus(new HttpHeader("X-A", "b\r\nX-C: d")))
                    .build();
        }

        @Override
        public String getName() {
            return "split-header";
        }
    }

    private static final class Monday extends RequestMatcherExtension {
        @Override
        public MatchResult match(Request request, Parameters parameters) {
            return MatchResult.of("Monday".equals(request.getHeader("Day")));
        }

        @Override
        public String getName() {
            return "is-monday";
        }
    }

    private static final class Maintenance implements StubRequestFilterV2 {
        @Override
        public RequestFilterAction filter(Request request, ServeEvent event) {
            return request.containsHeader("Maintenance")
                    ? RequestFilterAction.stopWith(ResponseDefinitionBuilder.responseDefinition()
                            .withStatus(503)
                            .withBody("closed")
                            .build())
                    : RequestFilterAction.continueWith(request);
        }

        @Override
        public String getName() {
            return "maintenance";
        }
    }

    private static final class Audit implements ServeEventListener {
        private final List<String> seen = new CopyOnWriteArrayList<>();

        @Override
        public void afterComplete(ServeEvent event, Parameters parameters) {
            seen.add("complete " + event.getResponse().getStatus());
            if (event.getRequest().getUrl().equals("/fail")) {
                throw new IllegalStateException("no paper");
            }
        }

        @Override
        public boolean applyGlobally() {
            return true;
        }

        @Override
        public String getName() {
            return "audit";
        }
    }

    private static final class Loaded implements MappingsLoaderExtension {
        @Override
        public void loadMappingsInto(StubMappings mappings) {
            mappings.addMapping(get("/loaded").willReturn(ok("loaded")).build());
        }

        @Override
        public String getName() {
            return "loaded";
        }
    }

    private static UserStubs with(Extension... extensions) {
        return new UserStubs(() -> ROOT, new WireMockExtensions(List.of(extensions)), matcher -> {});
    }

    @Test
    void transformerChangesTheAnswerThatAsksForIt() {
        try (UserStubs stubs = with(new Shout())) {
            stubs.add(get("/a").willReturn(ok("mine").withTransformers("shout")));
            stubs.add(get("/b").willReturn(ok("mine")));

            assertThat(text(answer(stubs, "/a").orElseThrow().response())).isEqualTo("mine!");
            assertThat(answer(stubs, "/a").orElseThrow().response().header("x-loud"))
                    .contains("a");
            assertThat(text(answer(stubs, "/b").orElseThrow().response())).isEqualTo("mine");
        }
    }

    /** What goes wrong after an answer, a webhook for example, is told to WireMock's log and nowhere else. */
    @Test
    void extensionsWriteToTheLogOfWireMock() {
        List<Notifier> seen = new CopyOnWriteArrayList<>();
        try (UserStubs stubs = new UserStubs(() -> ROOT, WireMockExtensions.NONE, matcher -> {})) {
            stubs.add(get("/a").andMatching(request -> {
                seen.add(LocalNotifier.notifier());
                return MatchResult.exactMatch();
            }));

            answer(stubs, "/a");
            assertThat(seen).hasOnlyElementsOfType(Slf4jNotifier.class);
            assertThat(LocalNotifier.notifier()).isNotInstanceOf(Slf4jNotifier.class);
        }
    }

    @Test
    void whatATransformerThrowsIsThrownOn() {
        try (UserStubs stubs = with(new Shout())) {
            stubs.add(get("/fail").willReturn(ok("mine").withTransformers("shout")));

            assertThatThrownBy(() -> answer(stubs, "/fail"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("hoarse");
        }
    }

    @Test
    void headerThatWouldSplitTheAnswerIsAnException() {
        try (UserStubs stubs = with(new SplitHeader())) {
            stubs.add(get("/a").willReturn(ok("mine")));

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> answer(stubs, "/a"))
                    .withMessageStartingWith("Invalid value of header X-A: ");
        }
    }

    @Test
    void matcherIsFoundByItsName() {
        try (UserStubs stubs = with(new Monday())) {
            stubs.add(get("/a").andMatching("is-monday").willReturn(ok("mine")));

            assertThat(answer(stubs, "/a\nDay: Monday")).isPresent();
            assertThat(answer(stubs, "/a\nDay: Friday")).isEmpty();
        }
    }

    @Test
    void filterAnswersWithoutAStub() {
        try (UserStubs stubs = with(new Maintenance())) {
            assertThat(answer(stubs, "/a\nMaintenance: true")
                            .orElseThrow()
                            .response()
                            .status())
                    .isEqualTo(503);
            assertThat(answer(stubs, "/a")).isEmpty();

            stubs.add(get("/a").willReturn(ok("mine")));
            stubs.reset();
            assertThat(answer(stubs, "/a\nMaintenance: true")).isPresent();
        }
    }

    @Test
    void stubsOfAnExtensionStayAfterAReset() {
        try (UserStubs stubs = with(new Loaded())) {
            assertThat(text(answer(stubs, "/loaded").orElseThrow().response())).isEqualTo("loaded");
            stubs.add(get("/a").willReturn(ok("mine")));

            stubs.reset();
            assertThat(answer(stubs, "/a")).isEmpty();
            assertThat(answer(stubs, "/loaded")).isPresent();
        }
    }

    @Test
    void listenerIsToldOnceTheAnswerIsSent() {
        Audit audit = new Audit();
        try (UserStubs stubs = with(audit)) {
            stubs.add(get("/a").willReturn(ok("mine")));
            stubs.add(get("/b").willReturn(ok("mine")).withServeEventListener("audit", Map.of()));

            stubs.answer(request("/a"), answer -> assertThat(audit.seen).isEmpty());
            assertThat(audit.seen).containsExactly("complete 200");
            answer(stubs, "/b");
            assertThat(audit.seen).hasSizeGreaterThan(1);
        }
    }

    @Test
    void whatAListenerThrowsIsThrownOnAfterTheAnswer() {
        try (UserStubs stubs = with(new Audit())) {
            List<String> sent = new CopyOnWriteArrayList<>();

            assertThatThrownBy(() -> stubs.answer(request("/fail"), answer -> sent.add("answer")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("no paper");
            assertThat(sent).containsExactly("answer");
        }
    }

    @Test
    void extensionThatIsAServerIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(new DirectCallHttpServerFactory()))
                .withMessageEndingWith("is an HTTP server for WireMock, but stubs are served by Errata's own server.");
    }
}

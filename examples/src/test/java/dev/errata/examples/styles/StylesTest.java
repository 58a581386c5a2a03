package dev.errata.examples.styles;

import static dev.errata.stub.injection.Failure.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.assertions.ApiAssertions;
import dev.errata.assertions.ApiErrorAssert;
import dev.errata.examples.styles.Styles.Style;
import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Fault;
import dev.errata.fixtures.model.Endpoint;
import dev.errata.fixtures.model.Place;
import dev.errata.fixtures.model.RequestExample;
import dev.errata.stub.StubServer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a catalog says is served and recognised, whatever the style of its errors. */
class StylesTest {

    static Stream<Catalog> catalogs() {
        return Styles.catalogs();
    }

    static Stream<Style> scenarios() {
        return Styles.scenarios();
    }

    static Stream<Style> coded() {
        return scenarios().filter(style -> style.scenario().code().isPresent());
    }

    static Stream<Style> waiting() {
        return scenarios().filter(style -> documentedWait(style).isPresent());
    }

    private static Optional<Duration> documentedWait(Style style) {
        return style.scenario()
                .envelope()
                .retryAfter()
                .flatMap(style::documented)
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds.toString())));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void theScenarioIsServedAtItsUrlAndRecognised(Style style) throws Exception {
        try (StubServer<ApiError> server = StubServer.start(style.catalog())) {
            assertIs(style, style.sendTo(server.baseUrl(style.scenario())));
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void theExampleOfARequestEndsInItAtThePlainUrl(Style style) throws Exception {
        try (StubServer<ApiError> server = StubServer.start(style.catalog())) {
            assertIs(style, style.sendTo(server.baseUrl()));
        }
    }

    private static void assertIs(Style style, HttpResponse<String> response) {
        ApiErrorAssert error = style.assertThat(response)
                .isError(style.scenario().error().name())
                .isScenario(style.scenario());
        style.scenario().code().ifPresent(error::hasCode);
        if (style.scenario().bodyProvenance().isDocumented()) {
            error.strictly().matchesDocumentedExample();
        }
        for (ApiError other : style.catalog().errors()) {
            if (!other.isSameAs(style.scenario().error())) {
                assertThatThrownBy(() -> style.assertThat(response).isError(other.name()))
                        .as(other.name())
                        .isInstanceOf(AssertionError.class);
            }
        }
        assertThatThrownBy(() -> style.assertThat(response).isNotAnError()).isInstanceOf(AssertionError.class);
    }

    @ParameterizedTest
    @MethodSource("catalogs")
    void aSuccessIsNotAnError(Catalog catalog) throws Exception {
        try (StubServer<ApiError> server = StubServer.start(catalog)) {
            for (Endpoint endpoint : catalog.endpoints()) {
                HttpResponse<String> response = Styles.send(server.baseUrl(), success(endpoint));

                ApiAssertions.of(catalog)
                        .assertThat(response)
                        .hasStatus(endpoint.answer().status())
                        .isNotAnError();
                for (ApiError error : catalog.errors()) {
                    assertThatThrownBy(() -> ApiAssertions.of(catalog)
                                    .assertThat(response)
                                    .isError(error.name()))
                            .isInstanceOf(AssertionError.class);
                }
            }
        }
    }

    /** Returns a request in which nothing is wrong. */
    private static RequestExample success(Endpoint endpoint) {
        return new RequestExample(
                endpoint.method(),
                endpoint.path().replaceAll("\\{\\w+}", "some"),
                Map.of("Content-Type", "application/json"),
                endpoint.method().equals("GET") ? Optional.empty() : Optional.of("""
                        {"title": "It is broken", "data": {"attributes": {"firstName": "Ada"}}}"""));
    }

    @ParameterizedTest
    @MethodSource("coded")
    void anErrorWithAnotherCodeIsNotRecognised(Style style) throws Exception {
        for (Fault fault : List.of(Fault.UNKNOWN_CODE, Fault.MISSING_CODE, Fault.NUMERIC_CODE)) {
            try (StubServer<ApiError> server = StubServer.start(style.catalog())) {
                server.willFail(failure(style.scenario()).with(fault));
                HttpResponse<String> response = style.sendTo(server.baseUrl());

                style.assertThat(response).hasStatus(style.scenario().status());
                assertThatThrownBy(() -> style.assertThat(response).isScenario(style.scenario()))
                        .as(fault.name())
                        .isInstanceOf(AssertionError.class);
                assertThatThrownBy(() -> style.assertThat(response)
                                .isError(style.scenario().error().name()))
                        .as(fault.name())
                        .satisfies(failure -> assertThat(
                                        style.scenario().envelope().code())
                                .anySatisfy(place -> assertThat(failure).hasMessageContaining(place + ": expected")));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("waiting")
    void aWaitIsToldWhereTheApiTellsIt(Style style) throws Exception {
        try (StubServer<ApiError> server = StubServer.start(style.catalog())) {
            style.assertThat(style.sendTo(server.baseUrl()))
                    .hasRetryAfter(documentedWait(style).orElseThrow());

            server.willFail(failure(style.scenario()).retryAfter(7));
            HttpResponse<String> scripted = style.sendTo(server.baseUrl());
            style.assertThat(scripted).isScenario(style.scenario()).hasRetryAfter(Duration.ofSeconds(7));
            assertThat(scripted.headers().firstValue("Retry-After").isPresent())
                    .isEqualTo(style.scenario().envelope().hasRetryAfterHeader());
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void furtherFactsAreRecognisedAndScripted(Style style) throws Exception {
        for (Map.Entry<String, Place> extra :
                style.scenario().envelope().extra().entrySet()) {
            Optional<Object> documented = style.documented(extra.getValue());
            if (documented.isPresent()) {
                try (StubServer<ApiError> server = StubServer.start(style.catalog())) {
                    style.assertThat(style.sendTo(server.baseUrl())).hasExtra(extra.getKey(), documented.get());

                    server.willFail(failure(style.scenario()).extra(extra.getKey(), "api_error"));
                    style.assertThat(style.sendTo(server.baseUrl()))
                            .isScenario(style.scenario())
                            .hasExtra(extra.getKey(), "api_error");
                }
            }
        }
    }
}

package dev.errata.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import dev.errata.stub.ServerOptions;
import dev.errata.stub.StubServer;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;

/** What a user writes for an API of one's own. */
class ShopStubsTest {

    enum ShopError implements ApiError {
        INVALID_ORDER,
        NOT_FOUND,
        OUT_OF_STOCK,
        RATE_LIMITED,
        MAINTENANCE;

        private static final Catalog CATALOG =
                Catalog.loadResource("dev/errata/junit/shop").withErrors(ShopError.class);

        @Override
        public Catalog catalog() {
            return CATALOG;
        }
    }

    static final class ShopServer extends StubServer<ShopError> {
        private ShopServer(ServerOptions options) {
            super(ShopError.CATALOG, options);
        }

        static ShopServer start(ServerOptions options) {
            return new ShopServer(options);
        }
    }

    static class ShopStubs extends StubsExtension<ShopServer> {
        ShopStubs() {
            this(ServerOptions.defaults());
        }

        ShopStubs(ServerOptions options) {
            super(ShopServer.class, ShopServer::start, options);
        }
    }

    @ErrorsSource(ShopError.class)
    @Target({ElementType.METHOD, ElementType.TYPE})
    @Retention(RetentionPolicy.RUNTIME)
    @interface ShopErrors {
        ShopError[] value() default {};

        Retryable retryable() default Retryable.ANY;
    }

    @Test
    void extensionGivesServersOfItsType() {
        Run run = Run.of(ByParameter.class, ByField.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.servers()).hasSize(2).doesNotHaveDuplicates();
    }

    @ExtendWith(ShopStubs.class)
    static class ByParameter {
        @Test
        void test(ShopServer shop, TestReporter reporter) {
            shop.willFail(ShopError.OUT_OF_STOCK);
            assertThat(Http.get(shop.baseUrl(), "/orders/1").statusCode()).isEqualTo(409);
            Run.see(reporter, shop);
        }
    }

    static class ByField {
        @RegisterExtension
        final ShopStubs shop = new ShopStubs(ServerOptions.defaults().allowUnmatched());

        @Test
        void test(TestReporter reporter) {
            Run.see(reporter, shop.server());
            Http.get(shop.server().baseUrl(), "/nowhere");
        }
    }

    @Test
    void annotationRunsATestForEachOfItsErrors() {
        Run run = Run.of(EachError.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.published("error"))
                .containsExactlyInAnyOrder("INVALID_ORDER", "NOT_FOUND", "OUT_OF_STOCK", "RATE_LIMITED", "MAINTENANCE");
        assertThat(run.published("chosen")).containsExactly("out-of-stock OUT_OF_STOCK");
        assertThat(run.published("retryable"))
                .isNotEmpty()
                .hasSizeLessThan(ShopError.CATALOG.scenarios().size())
                .allSatisfy(
                        id -> assertThat(ShopError.CATALOG.scenario(id).error().isRetryable())
                                .isTrue());
        assertThat(run.published("all")).hasSameSizeAs(ShopError.CATALOG.scenarios());
    }

    @ExtendWith(ShopStubs.class)
    static class EachError {
        @ParameterizedTest
        @ShopErrors
        void error(ShopError error, ShopServer shop, TestReporter reporter) {
            assertThat(Http.get(shop.baseUrl(error), "/orders/1").statusCode()).isEqualTo(error.status());
            reporter.publishEntry("error", error.name());
        }

        @ParameterizedTest
        @ShopErrors(ShopError.OUT_OF_STOCK)
        void chosen(Scenario scenario, ShopError error, TestReporter reporter) {
            reporter.publishEntry("chosen", scenario.id() + " " + error);
        }

        @ParameterizedTest
        @ShopErrors(retryable = Retryable.YES)
        void retryable(Scenario scenario, TestReporter reporter) {
            reporter.publishEntry("retryable", scenario.id());
        }

        @ParameterizedTest
        @ErrorsSource(ShopError.class)
        void all(Scenario scenario, TestReporter reporter) {
            reporter.publishEntry("all", scenario.id());
        }
    }

    @ErrorsSource(ShopError.class)
    @Retention(RetentionPolicy.RUNTIME)
    @interface WithUnknownMember {
        String colour() default "red";
    }

    @ErrorsSource(ShopError.class)
    @Retention(RetentionPolicy.RUNTIME)
    @interface WithMistypedMember {
        String status() default "409";
    }

    static class Mistakes {
        @ParameterizedTest
        @WithUnknownMember
        void unknownMember(Scenario scenario) {
            assertThat(scenario).isNull();
        }

        @ParameterizedTest
        @WithMistypedMember
        void mistypedMember(Scenario scenario) {
            assertThat(scenario).isNull();
        }

        @ParameterizedTest
        @ErrorsSource(ApiError.class)
        void noEnum(Scenario scenario) {
            assertThat(scenario).isNull();
        }
    }

    @Test
    void mistakesInAnAnnotationAreRefusedInOneSentence() {
        Run run = Run.of(Mistakes.class);

        assertThat(run.failures()).containsOnlyKeys("unknownMember", "mistypedMember", "noEnum");
        assertThat(run.failures().get("unknownMember"))
                .hasMessage("@WithUnknownMember has the unknown member \"colour\". Expected members:"
                        + " except, provenance, retryable, scenarios, status, statusClass, value");
        assertThat(run.failures().get("mistypedMember"))
                .hasMessage("The member \"status\" of @WithMistypedMember must be of type int[]");
        assertThat(run.failures().get("noEnum"))
                .hasMessage("@ErrorsSource needs the enum of an API's errors, but ApiError is not one");
    }
}

package dev.errata.assertions;

import static dev.errata.assertions.BuenaAssertions.BUENA;
import static dev.errata.assertions.BuenaAssertions.assertThat;
import static dev.errata.assertions.DatabuddyAssertions.DATABUDDY;
import static dev.errata.assertions.DatabuddyAssertions.assertThat;
import static dev.errata.assertions.Failures.messageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.errata.assertions.response.ReceivedResponse;
import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.DatabuddyError;
import dev.errata.fixtures.traffic.Traffic;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Tests that use more than one API, and what keeps the errors of one apart from those of another. */
class SeveralApisTest {

    private static final ReceivedResponse LEAD_NOT_FOUND = ReceivedResponse.of(
            404, Map.of(), Catalog.buena().scenario("lead-not-found").answer().body());

    private static final ReceivedResponse AUTH_REQUIRED = ReceivedResponse.of(
            401,
            Map.of(),
            Catalog.databuddy().scenario(DatabuddyError.AUTH_REQUIRED).answer().body());

    /** That this compiles, with all three static imports of assertThat, is a part of the test. */
    @Test
    void oneTestUsesBoth() {
        assertThat(new Traffic(Catalog.buena(), "Buena", List.of(), 0)).hasAttempts(0);
        BUENA.assertThat(LEAD_NOT_FOUND).isError(BuenaError.NOT_FOUND);
        DATABUDDY.assertThat(AUTH_REQUIRED).isError(DatabuddyError.AUTH_REQUIRED);
        assertThat(List.of(1)).hasSize(1);
    }

    @Test
    void oneSoftBlockUsesBoth() {
        BuenaSoftAssertions softly = new BuenaSoftAssertions();

        softly.assertThat(LEAD_NOT_FOUND).isError(BuenaError.UNAUTHORIZED);
        softly.assertThatObject(AUTH_REQUIRED).asInstanceOf(DATABUDDY.error()).isError(DatabuddyError.CONFLICT);
        softly.assertThat("AssertJ's own").isEmpty();

        assertThat(softly.assertionErrorsCollected()).hasSize(3);
    }

    /** Each of these compiles with a BuenaError, as other tests show. */
    @Test
    void theErrorsOfAnotherApiDoNotCompile() {
        String source = """
                import static dev.errata.assertions.BuenaAssertions.BUENA;
                import static dev.errata.assertions.BuenaAssertions.assertThat;
                import static dev.errata.fixtures.DatabuddyError.NOT_FOUND;
                import static org.assertj.core.api.Assertions.assertThat;

                class User {
                    void test(java.net.http.HttpResponse<String> response,
                            dev.errata.assertions.response.ReceivedResponse received) {
                        assertThat(response).isError(NOT_FOUND);
                        assertThat(received).hasStatus(404).isError(NOT_FOUND);
                        BUENA.assertThat(response).isError(NOT_FOUND);
                        dev.errata.assertions.BuenaSoftAssertions.assertSoftly(softly ->
                                softly.assertThat(response).isError(NOT_FOUND));
                    }
                }
                """;

        assertThat(errorsIn(source))
                .hasSize(4)
                .allSatisfy(error -> assertThat(error).contains("DatabuddyError cannot be converted to", "BuenaError"));
    }

    private static List<String> errorsIn(String source) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        JavaFileObject file = new SimpleJavaFileObject(URI.create("string:///User.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        List<String> options = List.of("-proc:none", "-classpath", System.getProperty("java.class.path"));
        boolean compiles = compiler.getTask(null, null, diagnostics, options, null, List.of(file))
                .call();
        if (compiles) {
            throw new IllegalStateException("it compiles");
        }
        return diagnostics.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .map(diagnostic -> diagnostic.getMessage(Locale.ROOT))
                .toList();
    }

    @Test
    void withoutAnEnumTheErrorsOfAnotherApiAreRefused() {
        ApiAssertions<ApiErrorAssert> shop = ApiAssertions.of(Catalog.loadResource("shop"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> shop.assertThat(LEAD_NOT_FOUND).isError(BuenaError.NOT_FOUND))
                .withMessage("NOT_FOUND is an error of the Buena.ai API v2, this is the Shop API");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BUENA.assertThat(AUTH_REQUIRED)
                        .isScenario(Catalog.databuddy().scenario(DatabuddyError.AUTH_REQUIRED)))
                .withMessage("AUTH_REQUIRED is an error of the Databuddy API, this is the Buena.ai API v2");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> assertThat(new Recording().answered(0, 200, null).traffic())
                                .retriedOnly(DatabuddyError.CONFLICT))
                .withMessage("CONFLICT is an error of the Databuddy API, this is the Buena.ai API v2");
    }

    /** The errors and scenarios of two copies are not the same objects, and mean the same. */
    @Test
    void aCatalogThatWasLoadedTwiceIsTheSameApi() {
        Catalog first = Catalog.loadResource("shop");
        Catalog second = Catalog.loadResource("shop");
        Traffic traffic = new Recording(first)
                .answered(0, 409, "sold-out")
                .answered(1001, 503, "down-page")
                .answered(2002, 200, null)
                .traffic();
        ReceivedResponse soldOut = ReceivedResponse.of(
                409, Map.of(), first.scenario("sold-out").answer().body());

        assertThat(traffic).retriedOnly(second.error("SOLD_OUT"), second.error("DOWN"));
        assertThat(messageOf(() -> assertThat(traffic).retriedOnly(second.error("DOWN"))))
                .contains("but:\n  attempt 2: followed 409 sold-out\n\n");
        ApiAssertions.of(first)
                .assertThat(soldOut)
                .isError(second.error("SOLD_OUT"))
                .isScenario(second.scenario("sold-out"));
    }

    @Test
    void aResponseOfAnUnknownApiIsRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new ApiErrorAssert(LEAD_NOT_FOUND).isScenario("lead-not-found"))
                .withMessage("The API of this response is unknown. Start the assertion from ApiAssertions.of(catalog)");
    }
}

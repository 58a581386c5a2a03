package dev.errata.generator;

import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.CodeBlock;
import dev.errata.fixtures.Catalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The classes of the built-in APIs, and those of the shop of the examples, are generated. With {@code -Derrata.generated.update=true} they are written anew instead of
 * compared.
 */
class GeneratedSourcesTest {

    private static final Path ROOT = Path.of("../..");
    private static final Path CATALOGS = ROOT.resolve("fixtures/src/main/resources/dev/errata/fixtures");

    private static final Map<Kind, String> MODULES = Map.of(
            Kind.ERROR, "fixtures",
            Kind.SERVER, "stub-server",
            Kind.STUBS, "junit-extension",
            Kind.ASSERTIONS, "assertions",
            Kind.CLIENT_CONTRACT, "client-contract",
            Kind.PACTS, "pacts");

    private static final Map<Kind, String> PACKAGES = Map.of(
            Kind.ERROR, "dev.errata.fixtures",
            Kind.SERVER, "dev.errata.stub",
            Kind.STUBS, "dev.errata.junit",
            Kind.ASSERTIONS, "dev.errata.assertions",
            Kind.CLIENT_CONTRACT, "dev.errata.contract",
            Kind.PACTS, "dev.errata.pacts.provider");

    /** Sources, and the folder that they are in. */
    private record Generated(String what, Path folder, List<GeneratedSource> sources) {

        /** The catalog comes from its folder: the built-in one needs the enum, whose constants may be missing. */
        static Generated builtIn(String api, Kind kind) {
            return new Generated(
                    api + " " + kind,
                    ROOT.resolve(Objects.requireNonNull(MODULES.get(kind))).resolve("src/main/java"),
                    TypedNames.sources(Catalog.load(CATALOGS.resolve(api)), style(api), EnumSet.of(kind)));
        }

        static Generated ofTheExamples() {
            Path tests = ROOT.resolve("examples/src/test");
            return new Generated(
                    "shop",
                    tests.resolve("java"),
                    TypedNames.of(tests.resolve("resources/shop"), "dev.errata.examples.shop")
                            .sources());
        }

        private static Style style(String api) {
            return new Style(
                    new Names(api.substring(0, 1).toUpperCase(Locale.ROOT) + api.substring(1), PACKAGES),
                    List.of(AnnotationSpec.builder(API.class)
                            // As one member, which stays on one line.
                            .addMember("value", "status = $T.Status.EXPERIMENTAL, since = $S", API.class, "0.1")
                            .build()),
                    CodeBlock.of("$T.$L()", Types.CATALOG, api),
                    Optional.empty());
        }

        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Generated> all() {
        return Stream.concat(
                Stream.of("buena", "databuddy")
                        .flatMap(api -> Stream.of(Kind.values()).map(kind -> Generated.builtIn(api, kind))),
                Stream.of(Generated.ofTheExamples()));
    }

    @ParameterizedTest
    @MethodSource("all")
    void theClassesAreGenerated(Generated generated) throws IOException {
        if (Boolean.getBoolean("errata.generated.update")) {
            for (GeneratedSource source : generated.sources()) {
                Files.writeString(generated.folder().resolve(source.path()), source.text());
            }
            return;
        }
        assertThat(generated.sources()).isNotEmpty().allSatisfy(source -> {
            Path file = generated.folder().resolve(source.path());
            assertThat(Files.readString(file))
                    .as("%s; -Derrata.generated.update=true writes it anew", file)
                    .isEqualTo(source.text());
        });
    }

    @ParameterizedTest
    @MethodSource("all")
    void noLineIsTooLongToRead(Generated generated) {
        assertThat(generated.sources())
                .flatExtracting(source -> source.text().lines().toList())
                .allMatch(line -> line.length() <= 150)
                .noneMatch(line -> line.endsWith(" "));
    }
}

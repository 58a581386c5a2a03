package dev.errata.junit;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.errata.junit.internal.HeldServer;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What the classes of this module may know of one another and of others. */
class ArchitectureTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(location -> location.contains(home(BuenaStubs.class)))
            .importPackages("dev.errata.junit");

    /** Where the compiled classes lie, a folder or a jar; the tests lie elsewhere. */
    private static String home(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toUri()
                    .getPath();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void allClassesOfTheModuleAreLookedAtAndNoTests() {
        assertThat(MAIN.contain(BuenaStubs.class)).isTrue();
        assertThat(MAIN.contain(HeldServer.class)).isTrue();
        assertThat(MAIN.contain(ArchitectureTest.class)).isFalse();
    }

    @Test
    void moduleKnowsNothingButWhatItIsBuiltOn() {
        classes()
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "java..",
                        "dev.errata.fixtures",
                        "dev.errata.fixtures.model",
                        "dev.errata.fixtures.masking",
                        "dev.errata.fixtures.traffic",
                        "dev.errata.report",
                        "dev.errata.stub",
                        "dev.errata.stub.injection",
                        "dev.errata.stub.spi",
                        "dev.errata.junit..",
                        "org.junit.jupiter.api..",
                        "org.junit.jupiter.params..",
                        "org.junit.platform.commons.annotation",
                        "org.junit.platform.commons.function",
                        "org.junit.platform.commons.support",
                        "org.junit.platform.engine",
                        "org.junit.platform.launcher",
                        "org.jspecify.annotations",
                        "org.apiguardian.api"))
                .because("the internals of other modules are theirs alone, and servers hide WireMock")
                .check(MAIN);
    }

    @Test
    void whoHasNoParameterizedTestsNeedsNoneOfTheirClasses() {
        noClasses()
                .that()
                .haveNameMatching(
                        "dev\\.errata\\.junit\\.(StubsExtension|\\w+Stubs|internal\\.(Fields|HeldServer|Servers)|coverage\\..*)")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.junit.jupiter.params..")
                .check(MAIN);
    }

    @Test
    void noTwoPackagesNeedEachOther() {
        slices().matching("dev.errata.(**)").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void publicTypesSayHowStableTheyAre() {
        classes()
                .that()
                .arePublic()
                .and()
                .areTopLevelClasses()
                .and()
                .resideInAnyPackage("dev.errata.junit", "dev.errata.junit.coverage")
                .should()
                .beAnnotatedWith(API.class)
                .check(MAIN);
    }

    @Test
    void internalTypesPromiseNothing() {
        noClasses()
                .that()
                .resideInAPackage("dev.errata.junit.internal")
                .should()
                .beAnnotatedWith(API.class)
                .check(MAIN);
    }

    @Test
    void nullIsNeverMeantUnlessItIsSaid() {
        assertThat(BuenaStubs.class.getPackage().isAnnotationPresent(NullMarked.class))
                .isTrue();
        assertThat(MAIN.get(HeldServer.class).getPackage().isAnnotatedWith(NullMarked.class))
                .isTrue();
    }
}

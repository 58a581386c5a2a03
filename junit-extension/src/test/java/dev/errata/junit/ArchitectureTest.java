package dev.errata.junit;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What the classes of this module may know of one another and of others. */
class ArchitectureTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(location -> location.contains(home(BuenaServer.class)))
            .importPackages("dev.errata.junit");

    private static final DescribedPredicate<JavaClass> SERVERS = ofElements(
                    resideInAPackage("dev.errata.junit.internal")
                            .or(assignableTo(StubServer.class))
                            .or(belongToAnyOf(
                                    Chaos.class,
                                    FailureScript.class,
                                    Fault.class,
                                    Latency.class,
                                    Require.class,
                                    RetryAfterHeader.class,
                                    ServerClock.class,
                                    ServerOptions.class,
                                    Window.class)))
            .as("servers");

    /** Takes an array for what it holds. */
    private static DescribedPredicate<JavaClass> ofElements(DescribedPredicate<JavaClass> predicate) {
        return DescribedPredicate.describe("", type -> predicate.test(type.getBaseComponentType()));
    }

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
        assertThat(MAIN.contain(BuenaServer.class)).isTrue();
        assertThat(MAIN.contain("dev.errata.junit.internal.Lane")).isTrue();
        assertThat(MAIN.contain(ArchitectureTest.class)).isFalse();
    }

    @Test
    void moduleKnowsNothingButWhatItIsBuiltOn() {
        classes()
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "java..",
                        "dev.errata.fixtures",
                        "dev.errata.fixtures.report",
                        "dev.errata.junit..",
                        "com.github.tomakehurst.wiremock..",
                        "com.fasterxml.jackson..",
                        "org.junit.jupiter.api..",
                        "org.junit.jupiter.params..",
                        "org.junit.platform.commons.support",
                        "org.junit.platform.engine",
                        "org.junit.platform.launcher",
                        "org.jspecify.annotations",
                        "org.apiguardian.api"))
                .because(
                        "dev.errata.fixtures.internal is another module's alone, and either of WireMock's two artifacts"
                                + " lacks org.eclipse.jetty or the relocated wiremock.org.eclipse.jetty")
                .check(MAIN);
    }

    @Test
    void serversKnowNothingOfJUnit() {
        noClasses()
                .that(are(SERVERS))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.junit..", "org.opentest4j..")
                .check(MAIN);
    }

    @Test
    void serversKnowNothingOfTheExtensions() {
        noClasses()
                .that(are(SERVERS))
                .should()
                .dependOnClassesThat(resideInAPackage("dev.errata.junit..").and(not(SERVERS)))
                .check(MAIN);
    }

    @Test
    void wireMockIsSeenByTheServersAlone() {
        noClasses()
                .that(are(not(SERVERS)))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.github.tomakehurst.wiremock..")
                .check(MAIN);
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
        assertThat(BuenaServer.class.getPackage().isAnnotationPresent(NullMarked.class))
                .isTrue();
        assertThat(MAIN.get("dev.errata.junit.internal.Lane").getPackage().isAnnotatedWith(NullMarked.class))
                .isTrue();
    }
}

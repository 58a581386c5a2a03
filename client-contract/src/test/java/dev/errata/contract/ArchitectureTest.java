package dev.errata.contract;

import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.apiguardian.api.API;
import org.junit.jupiter.api.Test;

/** What the classes of this module may depend on. */
class ArchitectureTest {

    private static final JavaClasses MAIN =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("dev.errata.contract");

    @Test
    void looksAtTheClassesOfTheModule() {
        assertThat(MAIN.contain(ClientContract.class)).isTrue();
        assertThat(MAIN.contain(ArchitectureTest.class)).isFalse();
    }

    /** No Pact, no WireMock, no internals of other modules. */
    @Test
    void dependsOnThePublicApiOfStubServerAndAssertionsOnly() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "com.fasterxml.jackson..",
                        "dev.errata.assertions",
                        "dev.errata.contract",
                        "dev.errata.fixtures",
                        "dev.errata.fixtures.model",
                        "dev.errata.fixtures.masking",
                        "dev.errata.fixtures.traffic",
                        "dev.errata.stub",
                        "dev.errata.stub.injection",
                        "org.apiguardian.api",
                        "org.assertj.core.api",
                        "org.jspecify.annotations",
                        "org.junit.jupiter.api",
                        "org.opentest4j")
                .check(MAIN);
    }

    @Test
    void publicTypesSayHowStableTheyAre() {
        classes()
                .that()
                .arePublic()
                .and()
                .areTopLevelClasses()
                .should()
                .beAnnotatedWith(API.class)
                .check(MAIN);
    }

    @Test
    void contractsOfUsersCanExtendAndOverrideEverything() {
        classes()
                .that()
                .areAssignableTo(ClientContract.class)
                .should()
                .beInterfaces()
                .andShould()
                .bePublic()
                .check(MAIN);
        methods()
                .that()
                .areDeclaredInClassesThat()
                .areAssignableTo(ClientContract.class)
                .should()
                .notHaveModifier(FINAL)
                .check(MAIN);
    }
}

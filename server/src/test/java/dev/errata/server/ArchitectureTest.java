package dev.errata.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.apiguardian.api.API;

@AnalyzeClasses(packages = "dev.errata", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule DEPENDS_ON_LITTLE = classes()
            .that()
            .resideInAPackage("dev.errata.server..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "com.fasterxml.jackson..",
                    "com.github.tomakehurst.wiremock..",
                    "picocli",
                    "org.jspecify.annotations",
                    "org.apiguardian.api",
                    "dev.errata.fixtures",
                    "dev.errata.fixtures.report",
                    "dev.errata.junit",
                    "dev.errata.server..");

    @ArchTest
    static final ArchRule IS_KNOWN_TO_NO_OTHER_MODULE = noClasses()
            .that()
            .resideOutsideOfPackage("dev.errata.server..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.errata.server..");

    @ArchTest
    static final ArchRule IS_A_PROGRAM_AND_NO_LIBRARY = classes()
            .that()
            .resideInAPackage("dev.errata.server..")
            .and()
            .arePublic()
            .should()
            .haveSimpleName("ErrataServer")
            .andShould()
            .beAnnotatedWith(API.class);
}

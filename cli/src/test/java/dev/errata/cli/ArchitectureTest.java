package dev.errata.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.apiguardian.api.API;

@AnalyzeClasses(packages = "dev.errata", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    /** No test framework, and WireMock only through the stub server. */
    @ArchTest
    static final ArchRule DEPENDS_ON_LITTLE = classes()
            .that()
            .resideInAPackage("dev.errata.cli..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "com.fasterxml.jackson..",
                    "picocli",
                    "org.jspecify.annotations",
                    "org.apiguardian.api",
                    "dev.errata.fixtures",
                    "dev.errata.fixtures.internal.json",
                    "dev.errata.fixtures.model",
                    "dev.errata.fixtures.masking",
                    "dev.errata.fixtures.traffic",
                    // The rules for fields of requests, for the exports.
                    "dev.errata.fixtures.validation",
                    "dev.errata.generator",
                    "dev.errata.openapi",
                    "dev.errata.report",
                    "dev.errata.report.document",
                    "dev.errata.stub",
                    "dev.errata.stub.http",
                    "dev.errata.stub.injection",
                    "dev.errata.stub.spi",
                    // Catalogs as stub mappings, for the exports.
                    "dev.errata.stub.internal.mapping",
                    "dev.errata.cli..");

    @ArchTest
    static final ArchRule IS_KNOWN_TO_NO_OTHER_MODULE = noClasses()
            .that()
            .resideOutsideOfPackage("dev.errata.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.errata.cli..");

    @ArchTest
    static final ArchRule NO_TWO_PACKAGES_NEED_EACH_OTHER =
            slices().matching("dev.errata.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule HAS_ONE_ENTRY_POINT = classes()
            .that()
            .resideInAPackage("dev.errata.cli..")
            .and()
            .resideOutsideOfPackage("..internal..")
            .and()
            .arePublic()
            .should()
            .haveSimpleName("Errata")
            .andShould()
            .beAnnotatedWith(API.class);
}

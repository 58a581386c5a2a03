package dev.errata.generator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.apiguardian.api.API;

@AnalyzeClasses(packages = "dev.errata", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    /** What generated classes extend is known by name only. */
    @ArchTest
    static final ArchRule DEPENDS_ON_LITTLE = classes()
            .that()
            .resideInAPackage("dev.errata.generator..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "javax.lang.model..",
                    "com.palantir.javapoet",
                    "org.jspecify.annotations",
                    "org.apiguardian.api",
                    "dev.errata.fixtures",
                    "dev.errata.fixtures.model",
                    "dev.errata.generator..");

    @ArchTest
    static final ArchRule IS_NEEDED_BY_NO_LIBRARY = noClasses()
            .that()
            .resideOutsideOfPackage("dev.errata.generator..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.errata.generator..");

    @ArchTest
    static final ArchRule DECLARES_WHAT_IS_PUBLIC = classes()
            .that()
            .resideInAPackage("dev.errata.generator..")
            .and()
            .arePublic()
            .should()
            .beAnnotatedWith(API.class);
}

package dev.errata.report;

import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.lang.conditions.ArchConditions.have;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;

@AnalyzeClasses(packages = "dev.errata.report", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule MODULE_NEEDS_NOTHING_BUT_FIXTURES = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "com.fasterxml.jackson..",
                    "org.jspecify.annotations..",
                    "org.apiguardian.api..",
                    "dev.errata.fixtures",
                    "dev.errata.fixtures.model",
                    "dev.errata.fixtures.traffic",
                    "dev.errata.fixtures.internal.json",
                    "dev.errata.report..");

    @ArchTest
    static final ArchRule DECLARES_WHAT_IS_PUBLIC = classes()
            .that()
            .arePublic()
            .and()
            .areTopLevelClasses()
            .and()
            .resideOutsideOfPackage("..internal..")
            .should()
            .beAnnotatedWith(API.class);

    @ArchTest
    static final ArchRule DECLARES_NOTHING_ELSE = noClasses()
            .that()
            .areNotPublic()
            .or()
            .resideInAPackage("..internal..")
            .should()
            .beAnnotatedWith(API.class);

    @ArchTest
    static final ArchRule IS_NOT_MADE_FOR_INHERITANCE = classes()
            .that()
            .areNotInterfaces()
            .and()
            .areNotAnonymousClasses()
            .should()
            .haveModifier(FINAL);

    @ArchTest
    static final ArchRule IS_NULL_MARKED = classes().should(have(aNullMarkedPackage()));

    private static DescribedPredicate<JavaClass> aNullMarkedPackage() {
        return DescribedPredicate.describe(
                "a package that is @NullMarked", type -> type.getPackage().isAnnotatedWith(NullMarked.class));
    }
}

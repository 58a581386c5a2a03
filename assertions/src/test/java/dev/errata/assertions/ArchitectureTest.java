package dev.errata.assertions;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameEndingWith;
import static com.tngtech.archunit.lang.conditions.ArchConditions.have;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.apiguardian.api.API;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.SoftAssertionsProvider;
import org.jspecify.annotations.NullMarked;

@AnalyzeClasses(packages = "dev.errata.assertions", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final DescribedPredicate<JavaClass> READERS_OF_CLIENTS =
            resideInAPackage("..response").and(nameEndingWith("Responses")).as("readers of clients' responses");

    @ArchTest
    static final ArchRule DEPENDS_ON_LITTLE = classes()
            .that(DescribedPredicate.not(READERS_OF_CLIENTS))
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "com.fasterxml.jackson..",
                    "org.assertj.core..",
                    "org.jspecify.annotations..",
                    "org.apiguardian.api..",
                    "dev.errata.fixtures..",
                    "dev.errata.assertions..");

    @ArchTest
    static final ArchRule CLIENTS_ARE_NEEDED_BY_THEIR_READERS_ALONE = noClasses()
            .that(DescribedPredicate.not(READERS_OF_CLIENTS))
            .should()
            .dependOnClassesThat(READERS_OF_CLIENTS);

    @ArchTest
    static final ArchRule NO_TWO_PACKAGES_NEED_EACH_OTHER =
            slices().matching("dev.errata.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule INTERNALS_DO_NOT_KNOW_WHO_USES_THEM = noClasses()
            .that()
            .resideInAPackage("..internal..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.errata.assertions", "dev.errata.assertions.response");

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
    static final ArchRule DECLARES_NOTHING_ELSE =
            noClasses().that().resideInAPackage("..internal..").should().beAnnotatedWith(API.class);

    @ArchTest
    static final ArchRule IS_NULL_MARKED = classes()
            .should(have(DescribedPredicate.describe(
                    "a package that is @NullMarked", type -> type.getPackage().isAnnotatedWith(NullMarked.class))));

    @ArchTest
    static final ArchRule SOFT_ASSERTIONS_CAN_EXTEND_WHAT_THEY_PROXY = classes()
            .that()
            .areAssignableTo(AbstractAssert.class)
            .or()
            .areAssignableTo(SoftAssertionsProvider.class)
            .should()
            .notHaveModifier(JavaModifier.FINAL);

    @ArchTest
    static final ArchRule SOFT_ASSERTIONS_CAN_OVERRIDE_EVERY_CHECK = methods()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .areAssignableTo(AbstractAssert.class)
            .should()
            .notBeFinal();
}

package dev.errata.assertions;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.apiguardian.api.API;
import org.assertj.core.api.AbstractAssert;

@AnalyzeClasses(packages = "dev.errata.assertions", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule DEPENDS_ON_LITTLE = classes()
            .that()
            .haveSimpleNameNotEndingWith("Responses")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "com.fasterxml.jackson..",
                    "com.networknt.schema..",
                    "org.assertj.core..",
                    "org.jspecify.annotations..",
                    "org.apiguardian.api..",
                    "dev.errata.fixtures",
                    "dev.errata.assertions..");

    @ArchTest
    static final ArchRule CLIENTS_ARE_NEEDED_BY_THEIR_ADAPTERS_ALONE = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Responses")
            .should()
            .dependOnClassesThat()
            .haveSimpleNameEndingWith("Responses");

    @ArchTest
    static final ArchRule DECLARES_WHAT_IS_PUBLIC =
            classes().that().arePublic().and().areTopLevelClasses().should().beAnnotatedWith(API.class);

    @ArchTest
    static final ArchRule SOFT_ASSERTIONS_CAN_EXTEND_WHAT_THEY_PROXY =
            classes().that().areAssignableTo(AbstractAssert.class).should().notHaveModifier(JavaModifier.FINAL);

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

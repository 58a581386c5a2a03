package dev.errata.pacts;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.apiguardian.api.API;

/** What the classes of this module may know of one another and of others. */
@AnalyzeClasses(packages = "dev.errata.pacts", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String INTERNAL = "dev.errata.pacts.internal";
    private static final String CLIENT = "dev.errata.pacts.client";
    private static final String PACT = "au.com.dius.pact..";
    private static final String WIREMOCK = "com.github.tomakehurst.wiremock..";

    @ArchTest
    static final ArchRule MODULE_KNOWS_NOTHING_BUT_WHAT_IT_IS_BUILT_ON = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "dev.errata.fixtures",
                    "dev.errata.junit",
                    "dev.errata.assertions",
                    "dev.errata.pacts..",
                    PACT,
                    // What Pact's own types are made of.
                    "kotlin.jvm",
                    "org.apache.hc..",
                    WIREMOCK,
                    "com.fasterxml.jackson..",
                    "org.assertj.core..",
                    "org.junit.jupiter.api..",
                    "org.junit.platform.commons.support",
                    "org.opentest4j..",
                    "org.jspecify.annotations..",
                    "org.apiguardian.api..");

    @ArchTest
    static final ArchRule CLIENT_CONTRACTS_KNOW_NOTHING_OF_PACT = noClasses()
            .that()
            .resideInAPackage(CLIENT)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(PACT);

    @ArchTest
    static final ArchRule CLIENT_CONTRACTS_KNOW_NOTHING_OF_THE_REST = noClasses()
            .that()
            .resideInAPackage(CLIENT)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.errata.pacts", "dev.errata.pacts.provider..");

    @ArchTest
    static final ArchRule WIREMOCK_IS_SEEN_BY_CLIENT_CONTRACTS_ALONE = noClasses()
            .that()
            .resideOutsideOfPackage(CLIENT)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(WIREMOCK);

    @ArchTest
    static final ArchRule PUBLIC_TYPES_SAY_HOW_STABLE_THEY_ARE = classes()
            .that()
            .arePublic()
            .and()
            .areTopLevelClasses()
            .and()
            .resideOutsideOfPackage(INTERNAL)
            .should()
            .beAnnotatedWith(API.class);
}

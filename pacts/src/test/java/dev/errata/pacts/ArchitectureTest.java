package dev.errata.pacts;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.apiguardian.api.API;

/** What the classes of this module may depend on. */
@AnalyzeClasses(packages = "dev.errata.pacts", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String INTERNAL = "dev.errata.pacts.internal";
    private static final String PROVIDER = "dev.errata.pacts.provider";

    @ArchTest
    static final ArchRule MODULE_DEPENDS_ON_FIXTURES_STUB_SERVER_AND_PACT = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    // The JDK's parser of XML.
                    "javax.xml..",
                    "org.w3c.dom",
                    "org.xml.sax..",
                    "dev.errata.fixtures",
                    "dev.errata.fixtures.model",
                    "dev.errata.fixtures.masking",
                    "dev.errata.fixtures.traffic",
                    "dev.errata.stub",
                    "dev.errata.stub.http",
                    "dev.errata.stub.spi",
                    "dev.errata.pacts..",
                    "au.com.dius.pact..",
                    // What Pact's own types are made of.
                    "kotlin",
                    "kotlin.jvm",
                    "org.apache.hc..",
                    "com.fasterxml.jackson..",
                    "org.junit.jupiter.api..",
                    "org.junit.platform.commons.support",
                    "org.opentest4j..",
                    "org.jspecify.annotations..",
                    "org.apiguardian.api..");

    /** The provider's half brings an HTTP client; those who only need pacts do without. */
    @ArchTest
    static final ArchRule ONLY_THE_PROVIDER_PACKAGE_NEEDS_PACTS_PROVIDER_SUPPORT = noClasses()
            .that()
            .resideOutsideOfPackage(PROVIDER)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("au.com.dius.pact.consumer..", "au.com.dius.pact.provider..", "org.apache.hc..");

    @ArchTest
    static final ArchRule NO_TWO_PACKAGES_NEED_EACH_OTHER =
            slices().matching("dev.errata.(pacts..)").should().beFreeOfCycles();

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

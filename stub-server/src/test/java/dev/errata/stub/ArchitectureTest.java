package dev.errata.stub;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.errata.fixtures.Fault;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URISyntaxException;
import java.net.URLConnection;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The packages that each package may need, and what only one of them may touch. */
class ArchitectureTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(location -> location.contains(home()))
            .importPackages("dev.errata.stub");

    /** Where the compiled classes are, a folder or a jar; the tests are elsewhere. */
    private static String home() {
        try {
            return Path.of(BuenaServer.class
                            .getProtectionDomain()
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
    void allClassesOfTheModuleAreCheckedAndNoTests() {
        assertThat(MAIN.contain(BuenaServer.class)).isTrue();
        assertThat(MAIN.contain("dev.errata.stub.internal.http.HttpPort")).isTrue();
        assertThat(MAIN.contain(ArchitectureTest.class)).isFalse();
    }

    /** No test framework among them, and no class of Jetty, which only one of WireMock's two artifacts has. */
    @Test
    void moduleNeedsOnlyFixturesAndWireMock() {
        classes()
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "java..",
                        "javax.net.ssl..",
                        "javax.xml..",
                        "dev.errata.fixtures",
                        "dev.errata.fixtures.model",
                        "dev.errata.fixtures.masking",
                        "dev.errata.fixtures.traffic",
                        "dev.errata.fixtures.validation",
                        "dev.errata.fixtures.internal.json",
                        "dev.errata.fixtures.internal.matching",
                        "dev.errata.stub..",
                        "com.github.tomakehurst.wiremock..",
                        "com.fasterxml.jackson..",
                        "org.jspecify.annotations",
                        "org.apiguardian.api"))
                .check(MAIN);
    }

    /** The arrows between the packages of the module, from the façades down to the values. */
    static Stream<Arguments> arrows() {
        return Stream.of(
                arrows(
                        "internal.pipeline",
                        "armed",
                        "http",
                        "http.exchange",
                        "response",
                        "routing",
                        "traffic",
                        "upstream",
                        "wiremock"),
                arrows("internal.mapping", "response", "wiremock"),
                arrows("internal.upstream", "http", "http.exchange", "response"),
                arrows("internal.armed", "wiremock"),
                arrows("internal.routing", "wiremock"),
                arrows("internal.traffic", "http.exchange", "response"),
                arrows("internal.response", "http.exchange"),
                arrows("internal.wiremock", "http.exchange"),
                arrows("internal.http", "http.exchange"),
                arrows("internal.http.exchange"),
                arrows("injection"),
                arrows("spi"),
                arrows("http"),
                arrows("internal"));
    }

    private static Arguments arrows(String from, String... internals) {
        return Arguments.of(from, List.of(internals));
    }

    @ParameterizedTest
    @MethodSource("arrows")
    void packageNeedsNoOtherInternalsThanThese(String from, List<String> internals) {
        DescribedPredicate<JavaClass> allowed = resideInAnyPackage(
                Stream.concat(Stream.of(from, "internal"), internals.stream().map(name -> "internal." + name))
                        .map(name -> "dev.errata.stub." + name)
                        .toArray(String[]::new));
        DescribedPredicate<JavaClass> others = resideInAPackage("dev.errata.stub.internal..")
                .or(resideInAPackage("dev.errata.stub"))
                .and(not(allowed));

        noClasses()
                .that()
                .resideInAPackage("dev.errata.stub." + from)
                .should()
                .dependOnClassesThat(others)
                .check(MAIN);
    }

    @Test
    void noTwoPackagesNeedEachOther() {
        slices().assignedFrom(new Packages()).should().beFreeOfCycles().check(MAIN);
    }

    private static final class Packages implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }

    /** It could be a library of its own. */
    @Test
    void transportNeedsOnlyRequestsResponsesAndFaults() {
        DescribedPredicate<JavaClass> faults =
                describe("are faults", type -> type.getName().split("\\$", 2)[0].equals(Fault.class.getName()));
        classes()
                .that()
                .resideInAPackage("dev.errata.stub.internal.http..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                                "java..",
                                "javax.net.ssl..",
                                "dev.errata.stub.http",
                                "dev.errata.stub.internal.http..",
                                "org.jspecify.annotations")
                        .or(faults))
                .check(MAIN);
    }

    @Test
    void onlyTheTransportTouchesSockets() {
        DescribedPredicate<JavaClass> sockets = assignableTo(Socket.class)
                .or(assignableTo(ServerSocket.class))
                .or(assignableTo(DatagramSocket.class))
                .or(assignableTo(URLConnection.class))
                .or(resideInAnyPackage("java.nio.channels..", "java.net.http.."));
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.errata.stub.internal.http")
                .should()
                .dependOnClassesThat(sockets)
                .check(MAIN);
    }

    @Test
    void onlyOnePackageAndThePublicDslNameTypesOfWireMock() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.errata.stub.internal.wiremock")
                .and(not(belongToAnyOf(StubServer.class, ServerOptions.class, CatalogStubs.class)))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.github.tomakehurst..")
                .check(MAIN);
        fields().that()
                .areDeclaredInClassesThat(belongToAnyOf(StubServer.class, ServerOptions.class, CatalogStubs.class))
                .should()
                .notHaveRawType(resideInAPackage("com.github.tomakehurst.."))
                .check(MAIN);
    }

    @Test
    void nothingIsReachedByReflection() {
        ArchCondition<JavaClass> lookUpMembers = ArchConditions.callMethodWhere(target(owner(assignableTo(Class.class)))
                .and(target(nameMatching(
                        "forName|newInstance|get(Declared)?(Field|Method|Constructor|RecordComponent)s?"))));
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.reflect")
                .orShould(lookUpMembers)
                .check(MAIN);
    }

    @Test
    void publicTypesTellHowStableTheyAre() {
        classes()
                .that()
                .arePublic()
                .and()
                .resideOutsideOfPackage("..internal..")
                .and(not(DescribedPredicate.describe("nested", JavaClass::isNestedClass)))
                .should()
                .beAnnotatedWith(API.class)
                .check(MAIN);
        noClasses()
                .that()
                .resideInAPackage("..internal..")
                .should()
                .beAnnotatedWith(API.class)
                .check(MAIN);
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(MAIN)
                .allSatisfy(type -> assertThat(type.getPackage().isAnnotatedWith(NullMarked.class))
                        .as(type.getPackageName())
                        .isTrue());
    }
}

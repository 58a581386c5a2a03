package dev.errata.generator;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.errata.fixtures.Catalog;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import javax.lang.model.element.Modifier;

/** {@link Kind#STUBS}. */
final class StubsTypes {

    private StubsTypes() {}

    static TypeSpec stubs(Catalog catalog, Style style) {
        Names names = style.names();
        return TypeSpec.classBuilder(names.stubs())
                .addAnnotations(style.annotations())
                .addModifiers(Modifier.PUBLIC)
                .superclass(ParameterizedTypeName.get(Types.STUBS_EXTENSION, names.server()))
                .addJavadoc(
                        """
                        Gives tests a {@link $1T}, with every documented error of the $2L.

                        <pre>{@code
                        @ExtendWith($3L.class)
                        class $4LClientTest {

                            @Test
                            void reportsTheError($4LServer server) {
                                $4LClient client = new $4LClient(server.baseUrl($5L.$6L));
                                ...
                            }
                        }
                        }</pre>

                        <p>Each test has its own server. For options, or for one server that all tests share, register the extension in a field:

                        <pre>{@code
                        @RegisterExtension
                        static final $3L stubs = new $3L(ServerOptions.defaults().allowUnmatched());
                        }</pre>

                        <p>{@link $7T} describes the life cycle of a server, the isolation of tests, and the checks at the end of a test.""",
                        names.server(),
                        Javadoc.name(catalog.name()),
                        names.stubs().simpleName(),
                        names.name(),
                        names.error().simpleName(),
                        ConstantName.of(catalog.errors().get(0).name()),
                        Types.STUBS_EXTENSION)
                .addMethod(MethodSpec.constructorBuilder()
                        .addJavadoc("Creates an extension whose servers have the default options.")
                        .addModifiers(Modifier.PUBLIC)
                        .addStatement("this($T.defaults())", Types.SERVER_OPTIONS)
                        .build())
                .addMethod(MethodSpec.constructorBuilder()
                        .addJavadoc("Describes servers.\n\n@param options how they behave")
                        .addModifiers(Modifier.PUBLIC)
                        .addParameter(Types.SERVER_OPTIONS, "options")
                        .addStatement("super($1T.class, $1T::start, options)", names.server())
                        .build())
                .build();
    }

    static TypeSpec errors(Catalog catalog, Style style) {
        Names names = style.names();
        return TypeSpec.annotationBuilder(names.errors())
                .addAnnotations(style.annotations())
                .addModifiers(Modifier.PUBLIC)
                .addAnnotation(Documented.class)
                .addAnnotation(AnnotationSpec.builder(Types.ERRORS_SOURCE)
                        .addMember("value", "$T.class", names.error())
                        .build())
                .addAnnotation(AnnotationSpec.builder(Target.class)
                        .addMember("value", "{$1T.METHOD, $1T.TYPE}", ElementType.class)
                        .build())
                .addAnnotation(AnnotationSpec.builder(Retention.class)
                        .addMember("value", "$T.RUNTIME", RetentionPolicy.class)
                        .build())
                .addJavadoc(
                        """
                        Runs a parameterized test once for each scenario of the $1L.

                        <pre>{@code
                        @ParameterizedTest
                        @$2L(retryable = Retryable.NO)
                        void isNotTriedAgain(Scenario scenario, $3LServer server) {
                            $3LClient client = new $3LClient(server.baseUrl(scenario));
                            ...
                        }
                        }</pre>

                        <p>A test whose first parameter is a {@link $4T} instead runs once for each error, and one that takes both once for each
                        scenario. On a class with {@code @ParameterizedClass}, which JUnit has since 5.13, the same holds for the parameters of its
                        constructor or its fields with {@code @Parameter}. A scenario is selected if it meets all conditions; a member that is left
                        empty sets none. It is an error to select nothing.

                        @see $5T""",
                        Javadoc.name(catalog.name()),
                        names.errors().simpleName(),
                        names.name(),
                        names.error(),
                        Types.ERRORS_SOURCE)
                .addMethod(member(
                        "value", ArrayTypeName.of(names.error()), "Selects scenarios of these errors.", "the errors"))
                .addMethod(member(
                        "except",
                        ArrayTypeName.of(names.error()),
                        "Leaves out scenarios of these errors.",
                        "the errors"))
                .addMethod(member("scenarios", ArrayTypeName.of(String.class), "Selects these scenarios.", "their ids"))
                .addMethod(member(
                        "status",
                        ArrayTypeName.of(TypeName.INT),
                        "Selects scenarios with these HTTP statuses.",
                        "the statuses"))
                .addMethod(member(
                        "statusClass",
                        ArrayTypeName.of(Types.STATUS_CLASS),
                        "Selects scenarios with statuses of these classes.",
                        "the classes"))
                .addMethod(member(
                                "retryable",
                                Types.RETRYABLE,
                                "Selects scenarios of retryable errors, or of errors that are not retryable.",
                                "which of them")
                        .toBuilder()
                        .defaultValue("$T.ANY", Types.RETRYABLE)
                        .build())
                .addMethod(member(
                        "provenance",
                        ArrayTypeName.of(Types.PROVENANCE_KIND),
                        CodeBlock.of(
                                        "Selects scenarios that are known in one of these ways: see {@link $T#provenance()}.",
                                        Types.SCENARIO)
                                .toString(),
                        "how they are known"))
                .build();
    }

    /** A member of the annotation that selects nothing in particular. */
    private static MethodSpec member(String name, TypeName type, String meaning, String returned) {
        MethodSpec.Builder member = MethodSpec.methodBuilder(name)
                .addModifiers(Modifier.PUBLIC, Modifier.ABSTRACT)
                .returns(type)
                .addJavadoc("$L\n\n@return $L", meaning, returned);
        return (type instanceof ArrayTypeName ? member.defaultValue("{}") : member).build();
    }
}

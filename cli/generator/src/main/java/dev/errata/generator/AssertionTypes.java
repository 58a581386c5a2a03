package dev.errata.generator;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import com.palantir.javapoet.TypeVariableName;
import com.palantir.javapoet.WildcardTypeName;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.model.Place;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.lang.model.element.Modifier;

/** {@link Kind#ASSERTIONS}. */
final class AssertionTypes {

    /** What every assertion has: methods of these names would overload it, and say something else. */
    static final Set<String> TAKEN = Set.of(
            "hasCode",
            "hasDetail",
            "hasExtra",
            "hasFieldError",
            "hasMessage",
            "hasMessageContaining",
            "hasMessageMatching",
            "hasNoDetails",
            "hasRateLimit",
            "hasRequestId",
            "hasRetryAfter",
            "hasSameClassAs",
            "hasSameHashCodeAs",
            "hasStatus",
            "hasSuggestion",
            "hasTimestampBetween",
            "hasToString",
            "hasVersion");

    private AssertionTypes() {}

    static TypeSpec assertions(Catalog catalog, Style style) {
        Names names = style.names();
        ClassName errorAssert = names.errorAssert();
        String object = names.constant();
        String factory = object + "_ERROR";
        return TypeSpec.classBuilder(names.assertions())
                .addAnnotations(style.annotations())
                .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
                .addAnnotation(Types.CHECK_RETURN_VALUE)
                .superclass(Types.TRAFFIC_ASSERTIONS)
                .addJavadoc(
                        """
                        Entry points of the assertions about the $1L.

                        <pre>{@code
                        import static $2L.assertThat;

                        assertThat(response).isError($3L.$4L);
                        assertThat(server.traffic()).hasAttempts(3);
                        }</pre>

                        <p>They can be imported beside AssertJ's own. A body alone has an entry point of another name, {@link #assertThatBody},
                        because AssertJ has its own for texts and maps. In a test with several APIs import {@link #$5L} instead, see
                        {@link $6T}.""",
                        Javadoc.name(catalog.name()),
                        names.assertions().canonicalName(),
                        names.error().simpleName(),
                        ConstantName.of(catalog.errors().get(0).name()),
                        object,
                        Types.API_ASSERTIONS)
                .addField(FieldSpec.builder(
                                ParameterizedTypeName.get(Types.API_ASSERTIONS, errorAssert),
                                object,
                                Modifier.PUBLIC,
                                Modifier.STATIC,
                                Modifier.FINAL)
                        .addJavadoc(
                                "The entry points as an object, for tests with several APIs: {@code $L.assertThat(response)}.",
                                object)
                        .initializer("$T.of($T::new)", Types.API_ASSERTIONS, errorAssert)
                        .build())
                .addField(FieldSpec.builder(
                                ParameterizedTypeName.get(Types.ASSERT_FACTORY, Types.RECEIVED_RESPONSE, errorAssert),
                                factory,
                                Modifier.PUBLIC,
                                Modifier.STATIC,
                                Modifier.FINAL)
                        .addJavadoc("""
                                Continues any assertion of AssertJ about a {@link $T}:
                                {@code assertThat(object).asInstanceOf($L)}.""", Types.RECEIVED_RESPONSE, factory)
                        .initializer("$L.error()", object)
                        .build())
                .addMethod(MethodSpec.constructorBuilder()
                        .addJavadoc("Has static methods only.")
                        .addModifiers(Modifier.PRIVATE)
                        .build())
                .addMethod(entryPoint(style, "assertThat", Types.HTTP_RESPONSE, ""))
                .addMethod(entryPoint(style, "assertThat", Types.RECEIVED_RESPONSE, ""))
                .addMethod(MethodSpec.methodBuilder("assertThatBody")
                        .addJavadoc("""
                                Starts assertions about the body of a response.

                                @param body what {@link $T#ofBody} takes
                                @return assertions about it""", Types.RECEIVED_RESPONSE)
                        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                        .returns(errorAssert)
                        .addParameter(nullable(ClassName.OBJECT, "body"))
                        .addStatement("return $L.assertThatBody(body)", object)
                        .build())
                .addMethod(
                        entryPoint(style, "then", Types.HTTP_RESPONSE, ", in the style of behavior-driven development"))
                .addMethod(entryPoint(
                        style, "then", Types.RECEIVED_RESPONSE, ", in the style of behavior-driven development"))
                .addMethod(errorCarriedBy(style))
                .build();
    }

    private static MethodSpec entryPoint(Style style, String method, TypeName response, String how) {
        boolean ofJdk = response.equals(Types.HTTP_RESPONSE);
        return MethodSpec.methodBuilder(method)
                .addJavadoc(
                        """
                        Starts assertions about a response of $L$L.

                        @param actual $L
                        @return assertions about it""",
                        ofJdk ? "the JDK's client" : "any client",
                        how,
                        ofJdk ? "a response whose body is a text, bytes, a stream or {@code null}" : "the response")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .returns(style.names().errorAssert())
                .addParameter(nullable(response, "actual"))
                .addStatement("return $L.assertThat(actual)", style.names().constant())
                .build();
    }

    private static MethodSpec errorCarriedBy(Style style) {
        TypeVariableName thrown = TypeVariableName.get("T", Throwable.class);
        return MethodSpec.methodBuilder("errorCarriedBy")
                .addJavadoc("""
                        Continues an assertion about a client's exception with the error that the exception carries.

                        <pre>{@code
                        assertThatThrownBy(() -> client.get("7"))
                                .asInstanceOf(errorCarriedBy(ApiException.class, e -> ReceivedResponse.of(e.status(), Map.of(), e.body())))
                                .hasStatus(404);
                        }</pre>

                        @param <T> the type of the exception
                        @param type the class of the exception
                        @param error returns the response that the exception carries
                        @return what {@code asInstanceOf} takes""")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addTypeVariable(thrown)
                .returns(ParameterizedTypeName.get(
                        Types.ASSERT_FACTORY, thrown, style.names().errorAssert()))
                .addParameter(ParameterizedTypeName.get(ClassName.get(Class.class), thrown), "type")
                .addParameter(
                        ParameterizedTypeName.get(
                                ClassName.get(Function.class),
                                WildcardTypeName.supertypeOf(thrown),
                                Types.RECEIVED_RESPONSE),
                        "error")
                .addStatement(
                        "return $L.errorCarriedBy(type, error)", style.names().constant())
                .build();
    }

    static TypeSpec errorAssert(Catalog catalog, Style style) {
        Names names = style.names();
        ClassName self = names.errorAssert();
        TypeSpec.Builder type = TypeSpec.classBuilder(self)
                .addAnnotations(style.annotations())
                .addModifiers(Modifier.PUBLIC)
                .superclass(ParameterizedTypeName.get(
                        Types.ABSTRACT_ERROR_ASSERT, self, Types.RECEIVED_RESPONSE, names.error()))
                .addJavadoc(
                        "Assertions about a response of the $L. {@link $T} starts them.",
                        Javadoc.name(catalog.name()),
                        names.assertions())
                .addMethod(MethodSpec.constructorBuilder()
                        .addJavadoc("Starts assertions about a response.\n\n@param actual the response")
                        .addModifiers(Modifier.PUBLIC)
                        .addParameter(nullable(Types.RECEIVED_RESPONSE, "actual"))
                        .addStatement("super(actual, $L, $T.class)", style.catalog(), self)
                        .build());
        extras(catalog)
                .forEach((method, extra) -> type.addMethod(MethodSpec.methodBuilder(method)
                        .addJavadoc(Javadoc.of("Verifies {@code " + extra.getKey() + "}, the value at "
                                + Javadoc.code(extra.getValue().toString()) + "."))
                        .addJavadoc("""


                        @param value the expected value: a text, number, boolean, list, map or {@code null}
                        @return {@code this}
                        @throws AssertionError if the response has another value or none""")
                        .addModifiers(Modifier.PUBLIC)
                        .returns(self)
                        .addParameter(nullable(ClassName.OBJECT, "value"))
                        .addStatement("return hasExtra($S, value)", extra.getKey())
                        .build()));
        return type.build();
    }

    /** The further facts that the envelopes name, by the names of their assertions. */
    private static Map<String, Map.Entry<String, Place>> extras(Catalog catalog) {
        Map<String, Map.Entry<String, Place>> extras = new LinkedHashMap<>();
        catalog.envelopes().stream()
                .flatMap(envelope -> envelope.extra().entrySet().stream())
                .filter(extra -> !TAKEN.contains(assertion(extra.getKey())))
                .forEach(extra -> extras.putIfAbsent(assertion(extra.getKey()), extra));
        return extras;
    }

    private static String assertion(String extra) {
        StringBuilder assertion = new StringBuilder("has");
        for (String word : extra.split("[-_]+", -1)) {
            if (!word.isEmpty()) {
                assertion.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
            }
        }
        return assertion.toString();
    }

    static TypeSpec softAssertions(Catalog catalog, Style style) {
        Names names = style.names();
        ClassName self = names.softAssertions();
        return TypeSpec.classBuilder(self)
                .addAnnotations(style.annotations())
                .addModifiers(Modifier.PUBLIC)
                .superclass(ParameterizedTypeName.get(Types.ABSTRACT_SOFT_ASSERTIONS, names.errorAssert()))
                .addJavadoc(
                        """
                        Soft assertions about the $1L, and all those of AssertJ.

                        <pre>{@code
                        $2L.assertSoftly(softly -> {
                            softly.assertThat(response).isError($3L.$4L);
                            softly.assertThat(server.traffic()).didNotRetry();
                        });
                        }</pre>

                        <p>AssertJ's {@code SoftAssertionsExtension} injects them, too:

                        <pre>{@code
                        @ExtendWith(SoftAssertionsExtension.class)
                        class $5LTest {

                            @InjectSoftAssertions
                            $2L softly;
                        }
                        }</pre>""",
                        Javadoc.name(catalog.name()),
                        self.simpleName(),
                        names.error().simpleName(),
                        ConstantName.of(catalog.errors().get(0).name()),
                        names.name())
                .addMethod(MethodSpec.constructorBuilder()
                        .addJavadoc("Starts without any failure.")
                        .addModifiers(Modifier.PUBLIC)
                        .addStatement("super($T.class)", names.errorAssert())
                        .build())
                .addMethod(MethodSpec.methodBuilder("assertSoftly")
                        .addJavadoc("""
                                Makes checks, and reports all that failed at the end.

                                @param checks the checks
                                @throws AssertionError if a check failed""")
                        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                        .addParameter(ParameterizedTypeName.get(ClassName.get(Consumer.class), self), "checks")
                        .addStatement("$T.assertSoftly($T.class, checks)", Types.SOFT_ASSERTIONS_PROVIDER, self)
                        .build())
                .build();
    }

    private static ParameterSpec nullable(TypeName type, String name) {
        return ParameterSpec.builder(type, name).addAnnotation(Types.NULLABLE).build();
    }
}

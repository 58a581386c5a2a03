package dev.errata.generator;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeSpec;
import dev.errata.fixtures.Catalog;
import javax.lang.model.element.Modifier;

/** {@link Kind#SERVER}. */
final class ServerTypes {

    private ServerTypes() {}

    static TypeSpec server(Catalog catalog, Style style) {
        Names names = style.names();
        ClassName server = names.server();
        return TypeSpec.classBuilder(server)
                .addAnnotations(style.annotations())
                .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
                .superclass(ParameterizedTypeName.get(Types.STUB_SERVER, names.error()))
                .addJavadoc(Javadoc.of(
                        "A server that fails as the documents of the " + Javadoc.name(catalog.name()) + " say."))
                .addJavadoc(CodeBlock.of(
                        """


                        <pre>{@code
                        try ($1L server = $1L.start()) {
                            $2L client = new $2L(server.baseUrl($3L.$4L));
                            ...
                        }
                        }</pre>""",
                        server.simpleName(),
                        names.name() + "Client",
                        names.error().simpleName(),
                        ConstantName.of(catalog.errors().get(0).name())))
                .addMethod(MethodSpec.constructorBuilder()
                        .addJavadoc("Starts a server.\n\n@param options how it behaves")
                        .addModifiers(Modifier.PRIVATE)
                        .addParameter(Types.SERVER_OPTIONS, "options")
                        .addStatement("super($L, options)", style.catalog())
                        .build())
                .addMethod(MethodSpec.methodBuilder("start")
                        .addJavadoc("Starts a server.\n\n@return the running server")
                        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                        .returns(server)
                        .addStatement("return start($T.defaults())", Types.SERVER_OPTIONS)
                        .build())
                .addMethod(MethodSpec.methodBuilder("start")
                        .addJavadoc("""
                                Starts a server.

                                @param options how it behaves
                                @return the running server
                                @throws IllegalStateException if it cannot listen, for example because the port is taken""")
                        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                        .returns(server)
                        .addParameter(Types.SERVER_OPTIONS, "options")
                        .addStatement("return new $T(options)", server)
                        .build())
                .build();
    }
}

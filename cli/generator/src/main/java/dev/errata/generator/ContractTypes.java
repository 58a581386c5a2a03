package dev.errata.generator;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.errata.fixtures.Catalog;
import javax.lang.model.element.Modifier;

/** {@link Kind#CLIENT_CONTRACT} and {@link Kind#PACTS}. */
final class ContractTypes {

    private ContractTypes() {}

    static TypeSpec clientContract(Catalog catalog, Style style) {
        Names names = style.names();
        return TypeSpec.interfaceBuilder(names.clientContract())
                .addAnnotations(style.annotations())
                .addModifiers(Modifier.PUBLIC)
                .addSuperinterface(Types.CLIENT_CONTRACT)
                .addJavadoc(
                        """
                        The {@link $1T} for a client of the $2L.

                        <pre>{@code
                        class $3LClientContractTest implements $4L {
                            @Override
                            public ClientReport call(URI baseUrl, String apiKey) {
                                try {
                                    return ClientReport.value(new $3LClient(baseUrl, apiKey).get("1"));
                                } catch ($3LException e) {
                                    return ClientReport.error(e).status(e.status()).code(e.code());
                                }
                            }
                        }
                        }</pre>""",
                        Types.CLIENT_CONTRACT,
                        Javadoc.name(catalog.name()),
                        names.name(),
                        names.clientContract().simpleName())
                .addMethod(
                        style.catalogMethod(Modifier.PUBLIC, Modifier.DEFAULT).build())
                .build();
    }

    static TypeSpec providerContract(Catalog catalog, Style style) {
        Names names = style.names();
        return TypeSpec.classBuilder(names.providerContract())
                .addAnnotations(style.annotations())
                .addModifiers(Modifier.PUBLIC, Modifier.ABSTRACT)
                .superclass(Types.PROVIDER_CONTRACT)
                .addAnnotation(AnnotationSpec.builder(Types.PROVIDER)
                        .addMember("value", "$S", catalog.id())
                        .build())
                .addJavadoc(
                        """
                        Verifies a provider against pacts with the $1L.

                        <pre>{@code
                        class Real$2LTest extends $3L {

                            protected ProviderDriver provider() {
                                return ProviderDriver.live(catalog());
                            }
                        }
                        }</pre>""",
                        Javadoc.name(catalog.name()),
                        names.name(),
                        names.providerContract().simpleName())
                .addMethod(MethodSpec.constructorBuilder()
                        .addJavadoc("For subclasses.")
                        .addModifiers(Modifier.PROTECTED)
                        .build())
                .addMethod(
                        style.catalogMethod(Modifier.PROTECTED, Modifier.FINAL).build())
                .build();
    }
}

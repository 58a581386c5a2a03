package dev.errata.generator;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.model.Provenance;
import java.util.Optional;
import javax.lang.model.element.Modifier;

/** {@link Kind#ERROR}. */
final class ErrorTypes {

    private ErrorTypes() {}

    static TypeSpec error(Catalog catalog, Style style) {
        TypeSpec.Builder type = TypeSpec.enumBuilder(style.names().error())
                .addAnnotations(style.annotations())
                .addModifiers(Modifier.PUBLIC)
                .addSuperinterface(Types.API_ERROR)
                .addJavadoc(Javadoc.of(
                        "The errors of the " + Javadoc.name(catalog.name()) + ".",
                        "Source: \"" + Javadoc.text(catalog.document().title()) + "\"."));
        catalog.errors()
                .forEach(error -> type.addEnumConstant(
                        ConstantName.of(error.name()),
                        TypeSpec.anonymousClassBuilder("")
                                .addJavadoc(comment(error))
                                .build()));
        style.holder().ifPresent(type::addField);
        return type.addMethod(MethodSpec.methodBuilder("catalog")
                        .addAnnotation(Override.class)
                        .addModifiers(Modifier.PUBLIC)
                        .returns(Types.CATALOG)
                        .addStatement(
                                "return $L",
                                style.holder()
                                        .map(field -> CodeBlock.of("$N", field))
                                        .orElse(style.catalog()))
                        .build())
                .build();
    }

    private static CodeBlock comment(ApiError error) {
        String meaning = Javadoc.sentence(error.description());
        String answer = error.status() + " " + error.code().map(Javadoc::code).orElse("without a code");
        return Javadoc.of(
                meaning.isEmpty() ? answer + "." : answer + ": " + meaning,
                sources(error.statusProvenance(), error.codeProvenance()));
    }

    private static String sources(Provenance status, Optional<Provenance> code) {
        return code.filter(own -> !own.equals(status))
                .map(own -> "Status " + source(status) + " Code " + source(own))
                .orElseGet(() -> {
                    String source = source(status);
                    return Character.toUpperCase(source.charAt(0)) + source.substring(1);
                });
    }

    private static String source(Provenance provenance) {
        return switch (provenance.kind()) {
            case DOCUMENTED -> "documented under \"" + Javadoc.text(provenance.source()) + "\".";
            case OBSERVED -> "observed in " + Javadoc.sentence(provenance.source());
            case INFERRED -> "inferred: " + Javadoc.sentence(provenance.source());
        };
    }
}

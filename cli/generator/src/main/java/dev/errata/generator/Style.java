package dev.errata.generator;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Modifier;

/**
 * In what the classes of an API of one's own and those of a built-in API differ.
 *
 * @param names the classes
 * @param annotations what each class is annotated with
 * @param catalog the expression by which a class gets the catalog
 * @param holder the field of the enum that holds the catalog, if it does
 */
record Style(Names names, List<AnnotationSpec> annotations, CodeBlock catalog, Optional<FieldSpec> holder) {

    /** The classes are in one package, and the enum loads the catalog from the class path. */
    static Style own(String name, String packageName, String resource, Set<String> constants) {
        Map<Kind, String> packages = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            packages.put(kind, packageName);
        }
        Names names = new Names(name, packages);
        String field = "CATALOG";
        while (constants.contains(field)) {
            field += "_";
        }
        return new Style(
                names,
                // On the classes, because their package may be annotated already, or hold code without it.
                List.of(AnnotationSpec.builder(Types.NULL_MARKED).build()),
                CodeBlock.of("$T.$L", names.error(), field),
                Optional.of(FieldSpec.builder(Types.CATALOG, field, Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                        .addJavadoc(Javadoc.of("The catalog of the API, with these constants as its errors."))
                        .initializer(
                                "$T.loadResource($S, $T.class.getClassLoader())\n$>$>.withErrors($T.class)$<$<",
                                Types.CATALOG,
                                resource,
                                names.error(),
                                names.error())
                        .build()));
    }

    /** Returns the method by which a class tells its catalog. */
    MethodSpec.Builder catalogMethod(Modifier... modifiers) {
        return MethodSpec.methodBuilder("catalog")
                .addAnnotation(Override.class)
                .addModifiers(modifiers)
                .returns(Types.CATALOG)
                .addStatement("return $L", catalog);
    }
}

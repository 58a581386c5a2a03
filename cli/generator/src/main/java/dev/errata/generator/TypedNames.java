package dev.errata.generator;

import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.model.CatalogException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;
import org.apiguardian.api.API;

/**
 * Writes typed names for a catalog as Java, such as the enum {@code ShopError} and the extension {@code ShopStubs}. They are what
 * {@code BuenaError} and {@code BuenaStubs} are for the built-in API.
 *
 * <pre>{@code
 * TypedNames.of(Path.of("src/test/resources/shop"), "com.shop.errors")
 *         .kinds(Set.of(Kind.ERROR, Kind.STUBS, Kind.SERVER))
 *         .writeTo(Path.of("src/test/java"));
 * }</pre>
 *
 * <p>The same catalog gives the same text. The classes load the catalog from the class path.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class TypedNames {

    /** An enum's constants are created by one method, which Java limits to 65,535 bytes. */
    private static final int MOST_ERRORS = 2_500;

    private static final String INDENT = "    ";

    private final Catalog catalog;
    private final String packageName;
    private final String resource;
    private final String name;
    private final Set<Kind> kinds;

    private TypedNames(Catalog catalog, String packageName, String resource, String name, Set<Kind> kinds) {
        this.catalog = catalog;
        this.packageName = packageName;
        this.resource = resource;
        this.name = name;
        this.kinds = kinds;
    }

    /**
     * Returns typed names for the catalog in a folder. They are named after the id of the catalog, {@code MyShop} for
     * {@code my-shop}. Their resource is the path of the folder below the last folder {@code resources}, or else its name.
     *
     * @param folder the folder that holds {@code catalog.json}
     * @param packageName the package of the classes, such as {@code com.shop.errors}
     * @return the typed names, of the {@linkplain Kind#defaults() default kinds}
     * @throws CatalogException if the catalog is invalid; lists all mistakes
     * @throws GeneratorException if there is no such package name in Java, or the catalog has too many errors
     */
    public static TypedNames of(Path folder, String packageName) {
        Catalog catalog = Catalog.load(folder);
        if (!SourceVersion.isName(packageName, SourceVersion.RELEASE_17)) {
            throw new GeneratorException(
                    "Invalid package \"%s\": expected the name of a Java package, such as com.shop.errors"
                            .formatted(packageName));
        }
        if (catalog.errors().size() > MOST_ERRORS) {
            throw new GeneratorException("The %s has %d errors, more than the maximum of %d for an enum"
                    .formatted(catalog, catalog.errors().size(), MOST_ERRORS));
        }
        return new TypedNames(catalog, packageName, "", "", Kind.defaults())
                .name(named(catalog.id()))
                .resource(resourceOf(folder));
    }

    private static String named(String id) {
        return Stream.of(id.split("-", -1))
                .filter(word -> !word.isEmpty())
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }

    private static String resourceOf(Path folder) {
        List<String> names = new ArrayList<>();
        folder.toAbsolutePath().normalize().forEach(part -> names.add(part.toString()));
        int start = names.subList(0, Math.max(0, names.size() - 1)).lastIndexOf("resources") + 1;
        return String.join("/", names.subList(start > 0 ? start : Math.max(0, names.size() - 1), names.size()));
    }

    /**
     * Returns these typed names with another prefix.
     *
     * @param name what the names of the classes begin with, such as {@code Shop}
     * @return the other typed names
     * @throws GeneratorException if no class can be named so, or {@code java.lang} has such a class
     */
    public TypedNames name(String name) {
        if (!SourceVersion.isIdentifier(name)
                || name.indexOf('$') >= 0
                || Character.isLowerCase(name.codePointAt(0))
                || ConstantName.of(name).isEmpty()) {
            throw new GeneratorException(
                    "Invalid name \"%s\": expected the prefix of the class names, such as Shop".formatted(name));
        }
        if (Object.class.getResource(name + "Error.class") != null) {
            throw new GeneratorException(
                    "Invalid name \"%s\": %sError would hide the class of java.lang. Choose another name, such as %sApi"
                            .formatted(name, name, name));
        }
        return new TypedNames(catalog, packageName, resource, name, kinds);
    }

    /**
     * Returns these typed names with another place of the catalog on the class path.
     *
     * @param resource the folder that holds {@code catalog.json}, as {@link Catalog#loadResource(String)} takes it, such as
     *     {@code apis/shop}
     * @return the other typed names
     * @throws GeneratorException if it is blank
     */
    public TypedNames resource(String resource) {
        if (resource.isBlank()) {
            throw new GeneratorException(
                    "Invalid resource \"%s\": expected the folder of the catalog on the class path, such as shop"
                            .formatted(resource));
        }
        return new TypedNames(catalog, packageName, resource, name, kinds);
    }

    /**
     * Returns these typed names in other kinds. A kind that uses another one does not bring it.
     *
     * @param kinds at least one kind
     * @return the other typed names
     * @throws GeneratorException if there is none
     */
    public TypedNames kinds(Set<Kind> kinds) {
        if (kinds.isEmpty()) {
            throw new GeneratorException("Missing kinds: expected at least one of "
                    + Stream.of(Kind.values()).map(Kind::toString).collect(Collectors.joining(", ")));
        }
        return new TypedNames(catalog, packageName, resource, name, Collections.unmodifiableSet(EnumSet.copyOf(kinds)));
    }

    /**
     * Returns the folder of the catalog on the class path.
     *
     * @return the folder on the class path
     */
    public String resource() {
        return resource;
    }

    /**
     * Generates the classes.
     *
     * @return a source for each class
     */
    public List<GeneratedSource> sources() {
        return sources(
                catalog,
                Style.own(
                        name,
                        packageName,
                        resource,
                        catalog.errors().stream()
                                .map(error -> ConstantName.of(error.name()))
                                .collect(Collectors.toSet())),
                kinds);
    }

    static List<GeneratedSource> sources(Catalog catalog, Style style, Set<Kind> kinds) {
        return kinds.stream()
                .flatMap(kind -> types(kind, catalog, style)
                        .map(type -> source(
                                catalog,
                                Objects.requireNonNull(style.names().packages().get(kind)),
                                type)))
                .toList();
    }

    private static Stream<TypeSpec> types(Kind kind, Catalog catalog, Style style) {
        return switch (kind) {
            case ERROR -> Stream.of(ErrorTypes.error(catalog, style));
            case SERVER -> Stream.of(ServerTypes.server(catalog, style));
            case STUBS -> Stream.of(StubsTypes.stubs(catalog, style), StubsTypes.errors(catalog, style));
            case ASSERTIONS ->
                Stream.of(
                        AssertionTypes.assertions(catalog, style),
                        AssertionTypes.errorAssert(catalog, style),
                        AssertionTypes.softAssertions(catalog, style));
            case CLIENT_CONTRACT -> Stream.of(ContractTypes.clientContract(catalog, style));
            case PACTS -> Stream.of(ContractTypes.providerContract(catalog, style));
        };
    }

    private static GeneratedSource source(Catalog catalog, String packageName, TypeSpec type) {
        JavaFile file = JavaFile.builder(packageName, type)
                .addFileComment("$L", SourceFolder.marker(catalog.id()))
                .indent(INDENT)
                .skipJavaLangImports(true)
                .build();
        return new GeneratedSource(packageName.replace('.', '/') + "/" + type.name() + ".java", file.toString());
    }

    /**
     * Writes the classes into a folder of sources. Nothing is written unless everything can be; files that say the same already
     * are left alone.
     *
     * @param folder the folder, such as {@code src/test/java}; created if it is missing
     * @return the files
     * @throws GeneratorException if a file of that name is there that was not generated
     * @throws IOException if the folder cannot be written to
     */
    public WrittenSources writeTo(Path folder) throws IOException {
        return new SourceFolder(folder).write(sources());
    }
}

package dev.errata.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.Rule;
import dev.errata.fixtures.BuenaTestData;
import dev.errata.fixtures.DatabuddyTestData;
import dev.errata.fixtures.Fault;
import dev.errata.stub.ServerOptions;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.apiguardian.api.API;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * README and guide say what is so. A code block that is preceded by
 *
 * <ul>
 *   <li>{@code <!-- sample: NAME -->} is the region of these tests from {@code // docs: NAME} to {@code // end}; the first one of a
 *       page of the guide is a whole class, with the imports that all samples of the page need: the others can be added to it,
 *   <li>{@code <!-- file: PATH -->} is that file of a recipe if the path begins with {@code examples/}, otherwise of the test
 *       resources, or of the tests if it is Java,
 *   <li>{@code <!-- output: NAME -->} is what a program prints: see {@link Outputs}.
 * </ul>
 *
 * <p>With {@code -Derrata.docs.update=true} the blocks are written anew instead.
 */
class DocsTest {

    private static final Path ROOT = Path.of("..");
    private static final Path README = ROOT.resolve("README.md");
    private static final Path GUIDE = ROOT.resolve("docs/guide");
    private static final Path RECIPES = ROOT.resolve("examples");
    private static final Path TESTS = Path.of("src/test/java");
    private static final Path RESOURCES = Path.of("src/test/resources");

    @TempDir
    Path compiled;

    private static final Pattern BLOCK = Pattern.compile(
            "^<!-- (sample|file|output): (\\S+) -->\\n```\\w+\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern UNMARKED =
            Pattern.compile("(?<! -->\\n)^```(?:java|js|gherkin|json|text)\\n", Pattern.MULTILINE);
    private static final Pattern REGION =
            Pattern.compile("^ *// docs: (\\S+)\\n(.*?)^ *// end$", Pattern.MULTILINE | Pattern.DOTALL);

    /** A code block that something else says. */
    private record Block(String kind, String name, String text) {
        static Block of(MatchResult match) {
            return new Block(match.group(1), match.group(2), match.group(3));
        }

        boolean isSample() {
            return kind.equals("sample");
        }

        /** Returns what the block has to say as one of a page's blocks. */
        String expected(Path page, List<Block> all) throws Exception {
            return switch (kind) {
                case "sample" -> isFirst(all) ? imports(page, all) + wholeClass(page, all) : sample().text();
                case "file" -> read(file(name));
                default -> Outputs.of(name);
            };
        }

        private static Path file(String name) {
            if (name.startsWith("examples/")) {
                return ROOT.resolve(name);
            }
            return (name.endsWith(".java") ? TESTS : RESOURCES).resolve(name);
        }

        private Sample sample() {
            return required(SAMPLES, name);
        }

        private boolean isFirst(List<Block> all) {
            return samples(all).findFirst().equals(Optional.of(this));
        }

        private static Stream<Block> samples(List<Block> all) {
            return all.stream().filter(Block::isSample);
        }

        /** Returns this sample's imports in the README, which shows parts of the guide, and those of all samples otherwise. */
        private String imports(Path page, List<Block> all) {
            Stream<Block> samples = page.equals(README) ? Stream.of(this) : samples(all);
            Set<String> imports = samples.flatMap(block -> block.sample().imports().stream())
                    .collect(Collectors.toCollection(
                            () -> new TreeSet<>(Comparator.comparing(line -> line.replace(";", "")))));
            if (!sample().isClass()) {
                extensions(all).forEach(extension -> {
                    imports.add("import dev.errata.junit." + extension + ";");
                    imports.add("import org.junit.jupiter.api.extension.ExtendWith;");
                });
            }
            Map<Boolean, List<String>> byKind =
                    imports.stream().collect(Collectors.partitioningBy(line -> line.startsWith("import static ")));
            return Stream.of(true, false)
                    .map(byKind::get)
                    .filter(lines -> !lines.isEmpty())
                    .map(lines -> String.join("\n", lines) + "\n\n")
                    .collect(Collectors.joining());
        }

        /** Puts the sample into a class named after the page, if it is none itself. */
        private String wholeClass(Path page, List<Block> all) {
            String text = sample().text();
            if (sample().isClass()) {
                return text;
            }
            String name = Stream.of(
                            page.getFileName().toString().replace(".md", "").split("-"))
                    .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                    .collect(Collectors.joining("", "class ", "Test"));
            return annotation(extensions(all)) + name + " {\n\n"
                    + text.stripTrailing().indent(4).replaceAll("(?m)^ +$", "") + "}\n";
        }

        private static String annotation(List<String> extensions) {
            List<String> classes =
                    extensions.stream().map(name -> name + ".class").toList();
            return switch (classes.size()) {
                case 0 -> "";
                case 1 -> "@ExtendWith(" + classes.get(0) + ")\n";
                default -> "@ExtendWith({" + String.join(", ", classes) + "})\n";
            };
        }

        /** Returns the extensions for the parameters of all samples, unless a field registers one. */
        private static List<String> extensions(List<Block> all) {
            String text = samples(all).map(block -> block.sample().text()).collect(Collectors.joining());
            return text.contains("@RegisterExtension")
                    ? List.of()
                    : Stream.of("Buena", "Databuddy")
                            .filter(api -> text.contains(api + "Server " + api.toLowerCase(Locale.ROOT) + ")"))
                            .map(api -> api + "Stubs")
                            .toList();
        }

        private static <T> T required(Map<String, T> texts, String name) {
            assertThat(texts).as("What a code block shows").containsKey(name);
            return texts.get(name);
        }
    }

    /**
     * A marked region of a test.
     *
     * @param text the region without the indentation that it has there
     * @param imports those of the test's imports that it uses
     */
    private record Sample(String text, List<String> imports) {

        private static final Pattern IMPORT =
                Pattern.compile("^import (?:static )?[\\w.]+\\.(\\w+);$", Pattern.MULTILINE);

        private static final Pattern CLASS = Pattern.compile("^(?:final )?class ", Pattern.MULTILINE);

        private static final Pattern MEMBER = Pattern.compile("^(?:@|static |private )");

        static Sample of(String file, MatchResult region) {
            String text = closed(region.group(2).stripTrailing().stripIndent() + "\n");
            return new Sample(
                    text,
                    IMPORT.matcher(file)
                            .results()
                            .filter(line -> Pattern.compile("\\b" + line.group(1) + "\\b")
                                    .matcher(text)
                                    .find())
                            .map(MatchResult::group)
                            .toList());
        }

        /** Closes a class that has more members than the region shows. */
        private static String closed(String text) {
            long open = text.chars().filter(c -> c == '{').count()
                    - text.chars().filter(c -> c == '}').count();
            return open > 0 ? text + "}\n" : text;
        }

        boolean isClass() {
            return CLASS.matcher(text).find();
        }

        boolean isMember() {
            return MEMBER.matcher(text).find();
        }
    }

    private static final Map<String, Sample> SAMPLES = samples();

    private static Map<String, Sample> samples() {
        Map<String, Sample> samples = new HashMap<>();
        try (Stream<Path> files = Files.walk(TESTS)) {
            files.filter(path -> path.toString().endsWith(".java"))
                    .map(DocsTest::read)
                    .forEach(file -> REGION.matcher(file)
                            .results()
                            .forEach(region -> samples.put(region.group(1), Sample.of(file, region))));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return samples;
    }

    static List<Path> pages() {
        try (Stream<Path> guide = Files.list(GUIDE)) {
            return Stream.concat(Stream.of(README), guide.sorted()).toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The README of each recipe. */
    static List<Path> recipes() {
        try (Stream<Path> folders = Files.list(RECIPES)) {
            return folders.map(folder -> folder.resolve("README.md"))
                    .filter(Files::exists)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String all() {
        return pages().stream().map(DocsTest::read).collect(Collectors.joining("\n"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyBlockShowsWhatIsSo(Path page) throws Exception {
        String text = read(page);
        if (Boolean.getBoolean("errata.docs.update")) {
            Files.writeString(page, updated(page, text));
            return;
        }
        List<Block> blocks = blocks(text);
        for (Block block : blocks) {
            assertThat(everyTime(block.text()))
                    .as("%s: the %s \"%s\"; -Derrata.docs.update=true writes it anew", page, block.kind(), block.name())
                    .isEqualTo(everyTime(block.expected(page, blocks)));
        }
    }

    /** Samples are there to be pasted: the first one into a file, the others into its class, classes behind it. */
    @Test
    void everySampleCompiles() throws IOException {
        List<JavaFileObject> sources = new ArrayList<>();
        for (Path page : pages()) {
            List<Block> samples =
                    blocks(read(page)).stream().filter(Block::isSample).toList();
            if (!samples.isEmpty()) {
                sources.add(new Source(page, pasted(page, samples)));
            }
        }
        StringWriter problems = new StringWriter();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, UTF_8)) {
            files.setLocation(StandardLocation.CLASS_OUTPUT, List.of(compiled.toFile()));
            compiler.getTask(problems, files, null, List.of("-proc:none", "-implicit:none"), null, sources)
                    .call();
        }
        assertThat(problems).asString().isEmpty();
    }

    private static String pasted(Path page, List<Block> samples) {
        Block first = samples.get(0);
        StringBuilder members = new StringBuilder();
        StringBuilder classes = new StringBuilder();
        for (Block block : samples.subList(1, samples.size())) {
            Sample sample = block.sample();
            if (sample.isClass()) {
                classes.append(block.text());
            } else if (sample.isMember()) {
                members.append(block.text());
            } else {
                members.append("void ").append(block.name().replace('-', '_')).append("(BuenaServer buena) {\n");
                members.append(block.text()).append("}\n");
            }
        }
        String whole = first.wholeClass(page, samples);
        return "package " + packageOf(page) + ";\n"
                + (page.equals(README) ? first.imports(GUIDE, samples) + whole : first.text())
                        .replaceFirst("}\\s*$", "")
                + members
                + "}\n"
                + classes;
    }

    /** Returns the package of the classes that the page shows, if it has some. */
    private static String packageOf(Path page) {
        return Pattern.compile("^package (dev\\.errata\\.examples\\.\\w+);$", Pattern.MULTILINE)
                .matcher(read(page))
                .results()
                .map(match -> match.group(1))
                .findFirst()
                .orElse("pasted." + page.getFileName().toString().replaceAll("\\W", "_"));
    }

    /** A page's samples as a source file. */
    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(Path page, String text) {
            super(URI.create("string:///" + page.getFileName().toString().replace(".md", ".java")), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public String getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static List<Block> blocks(String text) {
        return BLOCK.matcher(text).results().map(Block::of).toList();
    }

    private static String updated(Path page, String text) throws Exception {
        StringBuilder updated = new StringBuilder();
        int copied = 0;
        List<Block> blocks = blocks(text);
        for (MatchResult match : BLOCK.matcher(text).results().toList()) {
            Block block = Block.of(match);
            String expected = block.expected(page, blocks);
            if (!everyTime(block.text()).equals(everyTime(expected))) {
                updated.append(text, copied, match.start(3)).append(expected);
                copied = match.end(3);
            }
        }
        return updated.append(text.substring(copied)).toString();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyBlockIsHeldByATest(Path page) {
        assertThat(UNMARKED.matcher(read(page)).results().map(MatchResult::group))
                .as("Blocks of %s that no test holds", page)
                .isEmpty();
    }

    @Test
    void everySampleIsShown() {
        Set<String> shown =
                blocks(all()).stream().filter(Block::isSample).map(Block::name).collect(Collectors.toSet());

        assertThat(SAMPLES.keySet()).isEqualTo(shown);
    }

    /** Replaces what differs each time: ports and times. */
    private static String everyTime(String output) {
        return output.replaceAll("127\\.0\\.0\\.1:\\d+", "ADDRESS").replaceAll("\\d\\.\\d{3} s", "TIME");
    }

    @Test
    void theCommandsAreThoseOfTheBuild() {
        assertThat(read(README)).contains("```sh\nmvn -q test -Pexamples\n```", "```sh\nmvn verify\n```");
        assertThat(read(ROOT.resolve(".ci/run")))
                .contains("mvn -q test -Pexamples\n")
                .contains("mvn clean verify ");
        assertThat(read(ROOT.resolve("pom.xml"))).contains("<id>examples</id>");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void theVersionIsThatOfTheBuild(Path page) {
        String version = find("<artifactId>errata-parent</artifactId>\\s*<version>(.+?)</version>", "pom.xml");

        assertThat(Pattern.compile("<artifactId>errata-.+?</artifactId>\\s*<version>(.+?)</version>")
                        .matcher(read(page))
                        .results()
                        .map(found -> found.group(1)))
                .allSatisfy(found -> assertThat(found).isEqualTo(version));
    }

    @Test
    void theVersionOfTheRecipesIsThatOfTheBuild() {
        String version = find("<artifactId>errata-parent</artifactId>\\s*<version>(.+?)</version>", "pom.xml");

        assertThat(recipes().stream()
                        .map(readme -> readme.resolveSibling("pom.xml"))
                        .filter(Files::exists))
                .isNotEmpty()
                .allSatisfy(pom -> assertThat(find("<errata.version>(.+?)</errata.version>", pom))
                        .isEqualTo(version));
    }

    @Test
    void theVersionsTestedWithAreThoseOfTheBuild() throws IOException {
        String page = read(GUIDE.resolve("compatibility.md"));
        assertThat(page)
                .contains(Stream.of(
                                "wiremock.version",
                                "httpclient5.version",
                                "okhttp.version",
                                "rest-assured.version",
                                "spring.version")
                        .map(version -> find("<%1$s>(.+?)</%1$s>".formatted(version), "pom.xml"))
                        .toList());
        try (Stream<Path> modules = Files.list(ROOT.resolve("junit-extension/src/it"))) {
            assertThat(modules.filter(module -> module.getFileName().toString().startsWith("junit-")))
                    .isNotEmpty()
                    .allSatisfy(module -> assertThat(page)
                            .contains(find("<junit.version>(.+?)</junit.version>", module.resolve("pom.xml"))));
        }
    }

    @Test
    void theVersionsOfTheRecipesAreListed() {
        String parent = "<artifactId>spring-boot-starter-parent</artifactId>\\s*<version>(.+?)</version>";
        Map<String, String> versions = Map.of(
                "cucumber", "<cucumber.version>(.+?)</cucumber.version>",
                "kotlin", "<kotlin.version>(.+?)</kotlin.version>",
                "spring-boot-3", parent,
                "spring-boot-4", parent,
                "testng", "<artifactId>testng</artifactId>\\s*<version>(.+?)</version>");

        String page = read(GUIDE.resolve("compatibility.md"));
        assertThat(versions)
                .allSatisfy((recipe, version) -> assertThat(page)
                        .contains(find(version, RECIPES.resolve(recipe).resolve("pom.xml"))));
    }

    @Test
    void allTestDataIsListed() {
        assertThat(Stream.of(BuenaTestData.class, DatabuddyTestData.class)
                        .flatMap(testData -> Stream.of(testData.getFields()))
                        .map(DocsTest::value))
                .allSatisfy(value -> assertThat(all()).contains("| `" + value + "` |"));
    }

    @Test
    void allOptionsAreListed() {
        assertThat(Stream.of(ServerOptions.class.getDeclaredMethods())
                        .filter(method ->
                                Modifier.isPublic(method.getModifiers()) && !method.isAnnotationPresent(API.class))
                        .map(Method::getName)
                        .filter(name -> !name.equals("defaults")))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(all()).contains("| `" + name + "("));
    }

    @Test
    void allFaultsAreListed() {
        assertThat(Fault.values())
                .extracting(Fault::name)
                .allSatisfy(name -> assertThat(all()).contains("`" + name + "`"));
    }

    @Test
    void allRulesAreListed() {
        assertThat(Rule.values())
                .extracting(Rule::toString)
                .allSatisfy(rule -> assertThat(all()).contains("`" + rule + "`"));
    }

    @Test
    void allPagesAreListed() {
        assertThat(pages().stream()
                        .filter(page -> !page.equals(README))
                        .map(page -> page.getFileName().toString()))
                .allSatisfy(page -> assertThat(read(README)).contains("(docs/guide/" + page + ")"));
    }

    @Test
    void allRecipesAreListed() {
        assertThat(recipes().stream()
                        .map(readme -> readme.getParent().getFileName().toString()))
                .isNotEmpty()
                .allSatisfy(recipe ->
                        assertThat(read(RECIPES.resolve("README.md"))).contains("[" + recipe + "](" + recipe + ")"));
    }

    @ParameterizedTest
    @MethodSource({"pages", "recipes"})
    void noLinkIsBroken(Path page) {
        assertThat(Pattern.compile("]\\(([^)#:]+)(#[^)]+)?\\)")
                        .matcher(read(page))
                        .results()
                        .map(link -> link.group(1)))
                .allSatisfy(link -> assertThat(page.resolveSibling(link)).exists());
    }

    private static String find(String regex, String file) {
        return find(regex, ROOT.resolve(file));
    }

    private static String find(String regex, Path file) {
        return Pattern.compile(regex)
                .matcher(read(file))
                .results()
                .findFirst()
                .orElseThrow(() -> new AssertionError(file + " has no " + regex))
                .group(1);
    }

    private static Object value(Field constant) {
        try {
            return constant.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(file.toAbsolutePath() + " cannot be read", e);
        }
    }
}

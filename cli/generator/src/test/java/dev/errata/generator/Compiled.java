package dev.errata.generator;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Sources, compiled as strictly as javac can. */
final class Compiled implements AutoCloseable {

    private final URLClassLoader loader;

    private Compiled(URLClassLoader loader) {
        this.loader = loader;
    }

    /**
     * Compiles a folder, on the class path of these tests.
     *
     * @param sources the folder
     * @param resources what is on the class path besides
     */
    static Compiled of(Path sources, Path... resources) throws IOException {
        Path classes = Files.createDirectories(sources.resolveSibling("classes"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(diagnostics, Locale.ROOT, null);
                Stream<Path> all = Files.walk(sources)) {
            boolean success = compiler.getTask(
                            null,
                            files,
                            diagnostics,
                            // Not what other people's jars say about their class path.
                            List.of(
                                    "-Xlint:all,-path",
                                    "-Xdoclint:all",
                                    "-Xdoclint/package:com.*",
                                    "-Werror",
                                    "-proc:none",
                                    "--release",
                                    "17",
                                    "-encoding",
                                    "UTF-8",
                                    "-d",
                                    classes.toString()),
                            null,
                            files.getJavaFileObjectsFromPaths(
                                    all.filter(file -> file.toString().endsWith(".java"))
                                            .toList()))
                    .call();
            if (!success) {
                throw new AssertionError(diagnostics.getDiagnostics().toString());
            }
        }
        return new Compiled(new URLClassLoader(
                Stream.concat(Stream.of(classes), Stream.of(resources))
                        .map(Compiled::url)
                        .toArray(URL[]::new),
                Compiled.class.getClassLoader()));
    }

    private static URL url(Path folder) {
        try {
            return folder.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new AssertionError(e);
        }
    }

    Class<?> type(String name) throws ClassNotFoundException {
        return loader.loadClass(name);
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}

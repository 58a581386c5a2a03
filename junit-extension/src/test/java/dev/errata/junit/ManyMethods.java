package dev.errata.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.tools.ToolProvider;

/** Writes and compiles test classes with more methods than anyone would write by hand. */
final class ManyMethods {

    private static final AtomicInteger CLASSES = new AtomicInteger();

    private ManyMethods() {}

    /** A class with methods {@code test0}, {@code test1} and so on, which call {@code check} with their number and server. */
    static Class<?> in(Path folder, Class<?> base, int count) throws IOException, IllegalAccessException {
        String name = "Many" + base.getSimpleName() + CLASSES.incrementAndGet();
        String methods = IntStream.range(0, count)
                .mapToObj(i -> "@org.junit.jupiter.api.Test void test%d(BuenaServer buena) { check(%d, buena); }\n"
                        .formatted(i, i))
                .collect(Collectors.joining());
        Path source = Files.writeString(
                folder.resolve(name + ".java"),
                "package %s;\nimport dev.errata.stub.BuenaServer;\nclass %s extends %s {\n%s}\n"
                        .formatted(base.getPackageName(), name, base.getCanonicalName(), methods));
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        int exit = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        messages,
                        messages,
                        "-proc:none",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        source.toString());
        assertThat(exit).as(messages.toString(StandardCharsets.UTF_8)).isZero();
        // In the package of the base, so that neither has to be public.
        return MethodHandles.lookup().defineClass(Files.readAllBytes(folder.resolve(name + ".class")));
    }
}

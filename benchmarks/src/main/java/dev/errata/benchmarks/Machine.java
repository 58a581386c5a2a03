package dev.errata.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.stream.Stream;

/** Where and when something was measured. */
final class Machine {

    private Machine() {}

    static String description() throws IOException {
        return "%s, %s %s, %d cores%s, Java %s (%s)"
                .formatted(
                        LocalDate.now(ZoneId.systemDefault()),
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        Runtime.getRuntime().availableProcessors(),
                        processor(),
                        System.getProperty("java.version"),
                        System.getProperty("java.vendor"));
    }

    /** Where the system tells. */
    private static String processor() throws IOException {
        Path file = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(file)) {
            return "";
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> " of " + line.substring(line.indexOf(':') + 1).strip())
                    .orElse("");
        }
    }
}

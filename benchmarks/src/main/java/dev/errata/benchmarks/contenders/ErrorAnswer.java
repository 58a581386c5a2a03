package dev.errata.benchmarks.contenders;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * An error that all contenders answer with.
 *
 * @param id the scenario that it is
 * @param status the HTTP status
 * @param contentType the media type of the body
 * @param body the body
 */
public record ErrorAnswer(String id, int status, String contentType, String body) {

    /** Where servers that know no scenarios have it. */
    public String path() {
        return "/errors/" + id;
    }

    /** Reads a file in which each line is an answer; as plain as can be, for its reading is part of a cold start. */
    public static List<ErrorAnswer> read(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(line -> line.split("\t", 4))
                    .map(parts -> new ErrorAnswer(
                            parts[0], Integer.parseInt(parts[1]), parts[2], parts[3].translateEscapes()))
                    .toList();
        }
    }

    /** Writes such a file. */
    public static void write(Path file, List<ErrorAnswer> answers) throws IOException {
        Files.write(
                file,
                answers.stream()
                        .map(answer -> String.join(
                                "\t",
                                answer.id(),
                                String.valueOf(answer.status()),
                                answer.contentType(),
                                answer.body().replace("\\", "\\\\").replace("\n", "\\n")))
                        .toList());
    }
}

package dev.errata.benchmarks.forks;

import dev.errata.benchmarks.contenders.ErrorAnswer;
import dev.errata.benchmarks.contenders.ErrorServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * What is served in a measurement.
 *
 * @param server the class of the server
 * @param answers the file of the answers
 */
record Served(String server, Path answers) {

    /** From the command line of a fork. */
    static Served of(String... args) {
        return new Served(args[0], Path.of(args[1]));
    }

    /** The answers; the first of them is asked for. */
    List<ErrorAnswer> read() throws IOException {
        return ErrorAnswer.read(answers);
    }

    /** A catalog of the same answers lies beside the file. */
    Path catalog() {
        return answers.resolveSibling("catalog");
    }

    /** A server that runs. */
    ErrorServer start() throws Exception {
        ErrorServer started = ErrorServer.of(server);
        started.start(read(), catalog());
        return started;
    }

    /** A connection to a server, over which the first answer is asked for. */
    KeepAliveConnection connect(ErrorServer to) throws IOException {
        ErrorAnswer answer = read().get(0);
        URI url = to.url(answer);
        return new KeepAliveConnection(url, answer.status(), answer.body());
    }
}

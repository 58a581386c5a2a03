package dev.errata.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * What the program did that was run in this JVM; not for serving, which does not end.
 *
 * @param exitCode its exit code
 * @param out what it printed
 * @param err its errors
 */
record Cli(int exitCode, String out, String err) {

    static Cli run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Errata.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        return new Cli(exitCode, out.toString(), err.toString());
    }
}

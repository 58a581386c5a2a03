package dev.errata.cli;

import dev.errata.report.ConsoleText;
import java.io.PrintWriter;

/**
 * Prints what the program says, whatever is in it: names and texts of catalogs and reports may hold escape sequences, which the
 * terminal must not obey. Exported JSON keeps its meaning, for in JSON the escapes are the same.
 */
final class ConsoleWriter extends PrintWriter {

    /** Prints to another writer, and knows its errors. */
    ConsoleWriter(PrintWriter out) {
        super(out, true);
    }

    @Override
    public void write(int character) {
        write(String.valueOf((char) character));
    }

    @Override
    public void write(char[] characters, int offset, int length) {
        write(new String(characters, offset, length));
    }

    @Override
    public void write(String text, int offset, int length) {
        String safe = ConsoleText.of(text.substring(offset, offset + length));
        super.write(safe, 0, safe.length());
    }
}

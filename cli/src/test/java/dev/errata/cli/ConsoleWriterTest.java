package dev.errata.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleWriterTest {

    @Test
    void letsNoControlCharacterThroughHoweverItIsPrinted() {
        StringWriter printed = new StringWriter();
        PrintWriter console = new ConsoleWriter(new PrintWriter(printed));

        console.print('\u001b');
        console.write('\u0007');
        console.print("a\u001b[2J".toCharArray());
        console.append("b\u009bc", 0, 2);
        console.printf("%s\tü€😀%n", "\u0000");
        console.println("\u2028\u007f");
        console.print("well\rill\r\nd");

        assertThat(printed)
                .hasToString(
                        "\\u001b\\u0007a\\u001b[2Jb\\u009b\\u0000\tü€😀%n\\u2028\\u007f%nwell\\u000dill".formatted()
                                + "\r\nd");
    }

    @Test
    void knowsThatNothingCanBePrinted() {
        PrintWriter full = new PrintWriter(new Writer() {
            @Override
            public void write(char[] characters, int offset, int length) throws IOException {
                throw new IOException("No space left on device");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        });

        PrintWriter console = new ConsoleWriter(full);
        console.println("a");

        assertThat(console.checkError()).isTrue();
    }

    @Test
    void namesInMessagesOfMisuseAreEscaped(@TempDir Path folder) {
        Cli run = Cli.run("serve", "--catalog", folder.resolve("\u001b[2J").toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("\\u001b[2J").doesNotContain("\u001b");
    }

    @Test
    void helpIsReadableWithoutEscapes() {
        assertThat(Cli.run("coverage", "--help").out())
                .startsWith("Usage: errata coverage")
                .doesNotContain("\\u");
    }
}

package dev.errata.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page on imports shows what happens: its inputs are written, its edits made, and its commands run, one after the other.
 * With {@code -Derrata.docs.update=true} the outputs are written anew instead.
 */
class ImportGuideTest {

    private static final Path PAGE = Path.of(System.getProperty("basedir", ""), "../docs/guide/importing.md");

    private static final Pattern STEP = Pattern.compile(
            "^(?:<!-- (input|edit): (\\S+) -->\\n)?```(console|yaml|diff)\\n(.*?)^```$",
            Pattern.MULTILINE | Pattern.DOTALL);

    @TempDir
    Path folder;

    @Test
    void commandsOfThePagePrintWhatItShows() throws IOException {
        String page = Files.readString(PAGE);
        StringBuilder happened = new StringBuilder();
        int copied = 0;
        int commands = 0;
        Matcher steps = STEP.matcher(page);
        while (steps.find()) {
            happened.append(page, copied, steps.start(4)).append(run(steps.toMatchResult()));
            copied = steps.end(4);
            commands += steps.group(3).equals("console") ? 1 : 0;
        }
        happened.append(page, copied, page.length());

        if (Boolean.getBoolean("errata.docs.update")) {
            Files.writeString(PAGE, happened);
        } else {
            assertThat(happened).hasToString(page);
        }
        assertThat(commands).isEqualTo(3);
    }

    private String run(MatchResult step) throws IOException {
        String text = step.group(4);
        if (step.group(3).equals("console")) {
            return console(text.lines().findFirst().orElseThrow());
        }
        Path file = folder.resolve(step.group(2));
        if (step.group(1).equals("input")) {
            Files.writeString(file, text);
        } else {
            String before = lines(text, "-");
            assertThat(file).content().contains(before);
            Files.writeString(file, Files.readString(file).replace(before, lines(text, "+")));
        }
        return text;
    }

    private static String lines(String diff, String sign) {
        return diff.lines()
                .filter(line -> line.startsWith(sign))
                .map(line -> line.substring(1))
                .collect(Collectors.joining("\n"));
    }

    /** Runs a command whose files are in the temporary folder. */
    private String console(String command) {
        assertThat(command).startsWith("$ errata ");
        Cli run = Cli.run(Stream.of(command.substring("$ errata ".length()).split(" ", -1))
                .map(argument -> argument.matches("my-api|.*\\.yaml")
                        ? folder.resolve(argument).toString()
                        : argument)
                .toArray(String[]::new));
        assertThat(run.err()).isEmpty();
        return command + "\n" + run.out().replace(System.lineSeparator(), "\n").replace(folder + "/", "");
    }
}

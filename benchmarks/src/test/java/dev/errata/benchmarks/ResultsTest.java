package dev.errata.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {

    private static final Results.Key OURS = new Results.Key("time", "8", "Errata");
    private static final Results.Key THEIRS = new Results.Key("time", "8", "WireMock");

    private static final Results RESULTS = new Results(
            "some machine",
            List.of(
                    sample("Errata", 1, 10),
                    sample("WireMock", 1, 20),
                    sample("WireMock", 2, 1000),
                    sample("Errata", 2, 500),
                    sample("Errata", 3, 12),
                    sample("WireMock", 3, 40)));

    private static Sample sample(String contender, int round, double value) {
        return new Sample("time", "8", contender, round, value);
    }

    @Test
    void figureIsTheMedianOfTheRounds() {
        assertThat(RESULTS.median(OURS)).isEqualTo(12);
        assertThat(RESULTS.median(THEIRS)).isEqualTo(40);
    }

    @Test
    void medianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
        Results two = new Results("some machine", List.of(sample("Errata", 1, 10), sample("Errata", 2, 20)));

        assertThat(two.median(OURS)).isEqualTo(15);
    }

    /** A round in which the machine was slow does not count for more than another. */
    @Test
    void ratioIsTheMedianOfTheRatiosOfSingleRounds() {
        assertThat(RESULTS.ratio(OURS, THEIRS)).isEqualTo(0.5);
    }

    @Test
    void figureThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> RESULTS.median(new Results.Key("time", "9", "Errata")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void fileKeepsAllThatIsKnown(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("results.tsv");

        RESULTS.write(file);

        assertThat(Results.read(file)).isEqualTo(RESULTS);
    }

    @Test
    void numbersHaveThreeDigitsThatCount() {
        assertThat(Report.number(0.123456)).isEqualTo("0.12");
        assertThat(Report.number(12.3456)).isEqualTo("12.3");
        assertThat(Report.number(12_345.6)).isEqualTo("12,346");
    }
}

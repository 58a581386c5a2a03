package dev.errata.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.errata.contract.ContractRun.Result;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.model.Envelope;
import dev.errata.fixtures.model.ResponseParts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestExecutionResult.Status;

/**
 * The rules hold for every style of error: a good client passes, and a bad one is red where its fault shows.
 * {@code -Derrata.catalogs=<folder>} adds the catalogs of a folder, for which the good client passes, too.
 */
@Execution(ExecutionMode.CONCURRENT)
@Tag("slow")
class StylesTest {

    /** On other versions of JUnit these tests run in folders that lie deeper. */
    private static Path styles() {
        return Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
                .map(folder -> folder.resolve("examples/src/test/resources/styles"))
                .filter(Files::isDirectory)
                .findFirst()
                .orElseThrow();
    }

    static Stream<Catalog> catalogs() throws IOException {
        return in(styles());
    }

    static Stream<Catalog> furtherCatalogs() throws IOException {
        return in(Path.of(System.getProperty("errata.catalogs")));
    }

    private static Stream<Catalog> in(Path folder) throws IOException {
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.sorted().map(Catalog::load).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("catalogs")
    void aGoodClientPasses(Catalog catalog) {
        assertThat(rulesThatAGoodClientKeeps(catalog)).isEqualTo(occasions(catalog));
    }

    @ParameterizedTest
    @MethodSource("furtherCatalogs")
    @EnabledIfSystemProperty(named = "errata.catalogs", matches = ".+", disabledReason = "there are no further ones")
    void aGoodClientPassesForFurtherCatalogs(Catalog catalog) {
        assertThat(rulesThatAGoodClientKeeps(catalog)).contains(Rule.REQUIRED_REPORTS_GATEWAY_PAGE);
    }

    private static Set<Rule> rulesThatAGoodClientKeeps(Catalog catalog) {
        Set<Rule> kept = EnumSet.noneOf(Rule.class);
        for (Rule rule : Rule.values()) {
            ContractRun run = ContractRun.of(new StyleClient(catalog), rule);

            assertThat(run.failures().map(Result::message)).as(rule.toString()).isEmpty();
            assertThat(run.results(Status.ABORTED).map(Result::message))
                    .as(rule.toString())
                    .isEmpty();
            if (run.results(Status.SUCCESSFUL).findAny().isPresent()) {
                kept.add(rule);
            }
        }
        return kept;
    }

    /** Returns the rules that an API of this style gives an occasion for. */
    private static Set<Rule> occasions(Catalog catalog) {
        Set<Rule> rules = EnumSet.allOf(Rule.class);
        if (none(catalog, envelope -> !envelope.code().isEmpty())) {
            rules.removeAll(Set.of(Rule.REQUIRED_REPORTS_CODE, Rule.REQUIRED_TOLERATES_UNKNOWN_CODE));
        }
        if (none(catalog, envelope -> envelope.schema().isPresent())) {
            rules.removeAll(Set.of(Rule.REQUIRED_TOLERATES_UNKNOWN_FIELDS));
        }
        if (none(catalog, envelope -> envelope.details().isPresent())) {
            rules.removeAll(Set.of(Rule.REQUIRED_TOLERATES_MISSING_DETAILS, Rule.RECOMMENDED_REPORTS_DETAILS));
        }
        if (none(catalog, envelope -> envelope.requestId().isPresent())) {
            rules.remove(Rule.RECOMMENDED_REPORTS_REQUEST_ID);
        }
        if (none(catalog, envelope -> envelope.retryAfter().isPresent())) {
            rules.removeAll(Set.of(
                    Rule.REQUIRED_HONORS_RETRY_AFTER,
                    Rule.RECOMMENDED_REPORTS_RETRY_AFTER,
                    Rule.RECOMMENDED_HONORS_RETRY_AFTER_DATE));
        }
        return rules;
    }

    private static boolean none(Catalog catalog, Predicate<Envelope> fact) {
        return catalog.envelopes().stream().noneMatch(fact);
    }

    @ParameterizedTest
    @MethodSource("catalogs")
    void aClientThatReportsNoCodesIsRed(Catalog catalog) {
        assertThat(breaks(new ReportsNoCodes(catalog), Rule.REQUIRED_REPORTS_CODE))
                .isEqualTo(catalog.scenarios().stream()
                        .anyMatch(scenario -> scenario.code().isPresent()));
    }

    private static final class ReportsNoCodes extends StyleClient {
        ReportsNoCodes(Catalog catalog) {
            super(catalog);
        }

        @Override
        ClientReport report(Answer answer) {
            return super.report(answer).code(null);
        }
    }

    @Test
    void aFailureTellsTheCodeThatStandsInAHeader() {
        Catalog catalog = Catalog.load(styles().resolve("aws-rest"));

        assertThat(ContractRun.firstFailure(new ReportsNoCodes(catalog), Rule.REQUIRED_REPORTS_CODE))
                .hasValueSatisfying(failure -> assertThat(failure.message())
                        .containsPattern("The server answered:\n  HTTP \\d+ \\(x-amzn-ErrorType: \\w+"));
    }

    @ParameterizedTest
    @MethodSource("catalogs")
    void aClientThatTriesEverythingAgainIsRed(Catalog catalog) {
        class TriesEverythingAgain extends StyleClient {
            TriesEverythingAgain() {
                super(catalog);
            }

            @Override
            boolean isTriedAgain(Answer answer) {
                return true;
            }
        }

        assertThat(breaks(new TriesEverythingAgain(), Rule.REQUIRED_DOES_NOT_RETRY_CLIENT_ERRORS))
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("catalogs")
    void aClientThatLooksAtTheStatusAloneIsRedWhereThatOfAnErrorIsThatOfASuccess(Catalog catalog) {
        class LooksAtTheStatusAlone extends StyleClient {
            LooksAtTheStatusAlone() {
                super(catalog);
            }

            @Override
            boolean isError(Answer answer) {
                return answer.status() >= 400;
            }
        }

        assertThat(breaks(new LooksAtTheStatusAlone(), Rule.REQUIRED_REPORTS_DOCUMENTED_ERRORS))
                .isEqualTo(catalog.id().equals("slack") || catalog.id().equals("graphql"));
    }

    @ParameterizedTest
    @MethodSource("catalogs")
    void aClientThatTakesEveryBodyForJsonIsRed(Catalog catalog) {
        class TakesEveryBodyForJson extends StyleClient {
            TakesEveryBodyForJson() {
                super(catalog);
            }

            @Override
            ResponseParts parts(String body, Map<String, String> headers) {
                try {
                    return new ResponseParts(new ObjectMapper().readTree(body), body, headers);
                } catch (JsonProcessingException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }

        assertThat(breaks(new TakesEveryBodyForJson(), Rule.REQUIRED_REPORTS_GATEWAY_PAGE))
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("catalogs")
    void aClientThatDoesNotWaitIsRedWhereAWaitIsTold(Catalog catalog) {
        class DoesNotWait extends StyleClient {
            DoesNotWait() {
                super(catalog);
            }

            @Override
            Optional<Duration> asked(Answer answer) {
                return Optional.empty();
            }
        }

        assertThat(breaks(new DoesNotWait(), Rule.REQUIRED_HONORS_RETRY_AFTER))
                .isEqualTo(catalog.envelopes().stream()
                        .anyMatch(envelope -> envelope.retryAfter().isPresent()));
    }

    private static boolean breaks(StyleClient client, Rule rule) {
        return ContractRun.firstFailure(client, rule).isPresent();
    }
}

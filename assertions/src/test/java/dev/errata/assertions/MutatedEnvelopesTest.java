package dev.errata.assertions;

import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.fail;

import dev.errata.assertions.response.ReceivedResponse;
import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.DatabuddyError;
import dev.errata.fixtures.Scenario;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Whatever becomes of a response, an assertion passes or fails, and throws nothing else. */
class MutatedEnvelopesTest {

    /** What an answer may become; a place is a share of the length. */
    private sealed interface Mutation {

        byte[] of(byte[] body);

        static int place(byte[] body, double at) {
            return (int) (at * body.length);
        }
    }

    private record Overwritten(double at, byte by) implements Mutation {
        @Override
        public byte[] of(byte[] body) {
            byte[] overwritten = body.clone();
            if (body.length > 0) {
                overwritten[Mutation.place(body, at)] = by;
            }
            return overwritten;
        }
    }

    private record CutOff(double at) implements Mutation {
        @Override
        public byte[] of(byte[] body) {
            return Arrays.copyOf(body, Mutation.place(body, at));
        }
    }

    private record Repeated(double upTo) implements Mutation {
        @Override
        public byte[] of(byte[] body) {
            int count = Mutation.place(body, upTo);
            byte[] repeated = Arrays.copyOf(body, body.length + count);
            System.arraycopy(body, 0, repeated, body.length, count);
            return repeated;
        }
    }

    private record Revalued(double at, char end, String value) implements Mutation {
        @Override
        public byte[] of(byte[] body) {
            String text = new String(body, StandardCharsets.UTF_8);
            int colon = Math.max(0, text.indexOf(':', (int) (at * text.length())));
            int rest = Math.max(colon, text.indexOf(end, colon));
            return (text.substring(0, colon) + ":" + value + text.substring(rest)).getBytes(StandardCharsets.UTF_8);
        }
    }

    private record Mutant(int status, Map<String, List<String>> headers, String envelope, List<Mutation> mutations) {

        ReceivedResponse response() {
            byte[] body = envelope.getBytes(StandardCharsets.UTF_8);
            for (Mutation mutation : mutations) {
                body = mutation.of(body);
            }
            return ReceivedResponse.of(status, headers, body);
        }
    }

    private static final Catalog SHOP_CATALOG = Catalog.loadResource("shop");

    private static final List<Consumer<AbstractErrorAssert<?, ?, ?>>> CHECKS = List.of(
            it -> it.hasStatus(404),
            it -> it.hasCode("NOT_FOUND"),
            it -> it.hasMessage("Lead not found"),
            it -> it.hasMessageContaining("not"),
            it -> it.hasMessageMatching("(?:.|\\n)*"),
            it -> it.hasVersion("2.0"),
            it -> it.hasTimestampBetween(Instant.EPOCH, Instant.MAX),
            it -> it.hasRequestId(),
            it -> it.hasRequestId("req_abc123"),
            it -> it.hasNoDetails(),
            it -> it.hasDetail("fields.email", 0.1),
            it -> it.hasDetail("[0].field", null),
            it -> it.hasFieldError("email", "x"),
            it -> it.hasSuggestion("email", "x"),
            it -> it.hasRetryAfter(Duration.ofSeconds(45)),
            it -> it.hasRateLimit(60, 0),
            it -> it.hasRateLimit(60, 0, Instant.EPOCH),
            it -> it.details().isNull(),
            it -> it.detail("/fields/email").isEqualTo("x"),
            it -> it.conformsToEnvelope(),
            it -> it.matchesDocumentedExample(),
            it -> it.isNotAnError(),
            it -> it.strictly().matchesDocumentedExample());

    @Property(tries = 300, seed = "42", edgeCases = EdgeCasesMode.NONE)
    void noAnswerOfBuenaCausesAnotherException(@ForAll("buena") Mutant mutant) {
        holds(
                mutant,
                BuenaAssertions::assertThat,
                List.of(
                        it -> it.isError(BuenaError.NOT_FOUND),
                        it -> it.isScenario("invalid-fields"),
                        it -> it.hasPermissionHelp("x")));
    }

    @Property(tries = 300, seed = "43", edgeCases = EdgeCasesMode.NONE)
    void noAnswerOfDatabuddyCausesAnotherException(@ForAll("databuddy") Mutant mutant) {
        holds(
                mutant,
                DatabuddyAssertions::assertThat,
                List.of(it -> it.isError(DatabuddyError.VALIDATION_ERROR), it -> it.isScenario("typos")));
    }

    @Property(tries = 300, seed = "44", edgeCases = EdgeCasesMode.NONE)
    void noAnswerOfAnApiOfOnesOwnCausesAnotherException(@ForAll("shop") Mutant mutant) {
        ApiAssertions<ApiErrorAssert> shop = ApiAssertions.of(SHOP_CATALOG);
        holds(mutant, shop::assertThat, List.of(it -> it.isError("SOLD_OUT"), it -> it.isScenario("down-page")));
    }

    private static <A extends AbstractErrorAssert<A, ReceivedResponse, ?>> void holds(
            Mutant mutant, Function<ReceivedResponse, A> start, List<Consumer<A>> checksOfItsOwn) {
        ReceivedResponse response = mutant.response();
        CHECKS.forEach(check -> holds(response, () -> check.accept(start.apply(response))));
        checksOfItsOwn.forEach(check -> holds(response, () -> check.accept(start.apply(response))));
    }

    private static void holds(ReceivedResponse response, ThrowingCallable check) {
        Throwable thrown = catchThrowable(check);
        if (thrown != null && !(thrown instanceof AssertionError)) {
            fail("not a failed assertion on " + response, thrown);
        }
    }

    @Provide
    Arbitrary<Mutant> buena() {
        return mutants(Catalog.buena());
    }

    @Provide
    Arbitrary<Mutant> databuddy() {
        return mutants(Catalog.databuddy());
    }

    @Provide
    Arbitrary<Mutant> shop() {
        return mutants(SHOP_CATALOG);
    }

    private static Arbitrary<Mutant> mutants(Catalog catalog) {
        List<String> envelopes = catalog.scenarios().stream()
                .map(Scenario::answer)
                .map(answer -> answer.body())
                .toList();
        return Combinators.combine(statuses(), headers(), Arbitraries.of(envelopes), mutations())
                .as(Mutant::new);
    }

    private static Arbitrary<Integer> statuses() {
        return Arbitraries.oneOf(
                Arbitraries.of(400, 404, 409, 429, 503), Arbitraries.integers().between(-1, 1000));
    }

    private static Arbitrary<Map<String, List<String>>> headers() {
        Arbitrary<String> names = Arbitraries.of(
                "Retry-After", "retry-after", "Date", "Content-Type", "X-API-Key", "Authorization", "X-Token", "");
        Arbitrary<String> values = Arbitraries.oneOf(
                Arbitraries.of(
                        "",
                        " ",
                        "null",
                        "soon",
                        "0",
                        "45",
                        "-1",
                        "1e9",
                        "9999999999",
                        "99999999999999999999",
                        "Sat, 20 Jan 2024 15:30:45 GMT",
                        "Fri, 20 Jan 2024 15:30:45 GMT",
                        "Wed, 31 Dec +999999999 23:59:59 GMT",
                        "Bearer ",
                        "Bearer 0123456789"),
                Arbitraries.strings().ofMaxLength(20));
        return Arbitraries.maps(names, values.list().ofMaxSize(2)).ofMaxSize(3);
    }

    private static Arbitrary<List<Mutation>> mutations() {
        Arbitrary<Double> places = Arbitraries.doubles().between(0, true, 1, false);
        Arbitrary<String> values = Arbitraries.of(
                "null",
                "true",
                "-1",
                "45.0",
                "1e400",
                "1e999999999",
                "1e99999999999",
                "NaN",
                "\"\"",
                "\"\\ud800\"",
                "\"\\u0000\"",
                "[]",
                "{}",
                "[[[]]]",
                "{\"a\":{\"b\":[1]}}",
                "\"2024-01-20T15:30:00+25:00\"",
                "\"+999999999-12-31T23:59:59.999999999-18:00\"");
        return Arbitraries.oneOf(
                        Combinators.combine(places, Arbitraries.bytes())
                                .as((at, by) -> (Mutation) new Overwritten(at, by)),
                        places.map(at -> (Mutation) new CutOff(at)),
                        places.map(at -> (Mutation) new Repeated(at)),
                        Combinators.combine(places, Arbitraries.of(',', '}'), values)
                                .as((at, end, value) -> (Mutation) new Revalued(at, end, value)))
                .list()
                .ofMaxSize(3);
    }
}

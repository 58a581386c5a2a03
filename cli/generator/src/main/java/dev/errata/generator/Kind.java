package dev.errata.generator;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apiguardian.api.API;

/** A kind of typed names; for the API {@code Shop} the classes in brackets. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public enum Kind {
    /** An enum of the errors ({@code ShopError}). All other kinds use it. Needs {@code errata-fixtures}. */
    ERROR,
    /** A stub server ({@code ShopServer}). Needs {@code errata-stub-server}. */
    SERVER,
    /**
     * A JUnit extension that gives tests a server, and an annotation for tests of every error ({@code ShopStubs},
     * {@code ShopErrors}). Uses {@link #SERVER}; needs {@code errata-junit-extension}.
     */
    STUBS,
    /**
     * Assertions, hard and soft ({@code ShopAssertions}, {@code ShopErrorAssert}, {@code ShopSoftAssertions}). Needs
     * {@code errata-assertions}.
     */
    ASSERTIONS,
    /** The rules that a client must keep, as tests ({@code ShopClientContract}). Needs {@code errata-client-contract}. */
    CLIENT_CONTRACT,
    /**
     * Tests that verify a provider against pacts ({@code ShopProviderContract}). Needs {@code errata-pacts}, and Pact's support
     * for providers.
     */
    PACTS;

    /**
     * Returns the kinds that are generated unless others are chosen.
     *
     * @return {@link #ERROR}, {@link #SERVER}, {@link #STUBS} and {@link #ASSERTIONS}
     */
    public static Set<Kind> defaults() {
        return Collections.unmodifiableSet(EnumSet.range(ERROR, ASSERTIONS));
    }

    /**
     * Returns a kind by the name that people type.
     *
     * @param name the name, such as {@code client-contract}
     * @return the kind
     * @throws GeneratorException if there is none; lists the names
     */
    public static Kind named(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new GeneratorException("Unknown kind \"%s\": expected %s"
                        .formatted(
                                name,
                                Arrays.stream(values()).map(Kind::toString).collect(Collectors.joining(", ")))));
    }

    /**
     * Returns the name that people type.
     *
     * @return the name in lower case with hyphens, such as {@code client-contract}
     */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

package dev.errata.generator;

import com.palantir.javapoet.ClassName;
import java.util.Map;

/**
 * The generated classes of an API.
 *
 * @param name the name that they begin with, such as {@code Shop}
 * @param packages the package of each kind
 */
record Names(String name, Map<Kind, String> packages) {

    ClassName error() {
        return of(Kind.ERROR, "Error");
    }

    ClassName server() {
        return of(Kind.SERVER, "Server");
    }

    ClassName stubs() {
        return of(Kind.STUBS, "Stubs");
    }

    ClassName errors() {
        return of(Kind.STUBS, "Errors");
    }

    ClassName assertions() {
        return of(Kind.ASSERTIONS, "Assertions");
    }

    ClassName errorAssert() {
        return of(Kind.ASSERTIONS, "ErrorAssert");
    }

    ClassName softAssertions() {
        return of(Kind.ASSERTIONS, "SoftAssertions");
    }

    ClassName clientContract() {
        return of(Kind.CLIENT_CONTRACT, "ClientContract");
    }

    ClassName providerContract() {
        return of(Kind.PACTS, "ProviderContract");
    }

    /** Returns the name of a constant for the whole API, such as {@code SHOP}. */
    String constant() {
        return ConstantName.of(name);
    }

    private ClassName of(Kind kind, String suffix) {
        return ClassName.get(packages.getOrDefault(kind, ""), name + suffix);
    }
}

package dev.errata.generator;

import org.apiguardian.api.API;

/** Says in a sentence why there are no typed names for a catalog, or why they are not written. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class GeneratorException extends RuntimeException {

    private static final long serialVersionUID = 1;

    GeneratorException(String message) {
        super(message);
    }
}

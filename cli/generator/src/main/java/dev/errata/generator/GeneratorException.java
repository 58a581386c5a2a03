package dev.errata.generator;

import org.apiguardian.api.API;

/** Thrown if typed names cannot be generated or written; the message is a sentence with the reason. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class GeneratorException extends RuntimeException {

    private static final long serialVersionUID = 1;

    GeneratorException(String message) {
        super(message);
    }
}

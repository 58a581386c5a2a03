package dev.errata.cli.internal.control;

import java.io.Serial;

/** The control API refuses a request; the message says why in a sentence. */
final class BadRequestException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;

    /** Refuses a request with status 400. */
    BadRequestException(String reason) {
        this(400, reason);
    }

    BadRequestException(int status, String reason) {
        super(reason);
        this.status = status;
    }

    int status() {
        return status;
    }
}

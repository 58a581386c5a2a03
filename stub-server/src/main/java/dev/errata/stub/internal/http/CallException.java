package dev.errata.stub.internal.http;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A call that was not answered, or not in HTTP. */
public final class CallException extends IOException {

    private static final long serialVersionUID = 1;

    private final String predicate;

    CallException(String predicate, @Nullable Throwable cause) {
        super(predicate, cause);
        this.predicate = predicate;
    }

    /**
     * Tells why there is no answer.
     *
     * @param predicate what the server did or is
     */
    public CallException(String predicate) {
        this(predicate, null);
    }

    /** Returns what the server did or is, such as {@code refuses connections}. */
    public String predicate() {
        return predicate;
    }
}

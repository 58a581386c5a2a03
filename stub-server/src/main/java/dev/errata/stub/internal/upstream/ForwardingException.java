package dev.errata.stub.internal.upstream;

/** A request that was forwarded in vain. */
public final class ForwardingException extends Exception {

    private static final long serialVersionUID = 1;

    private final String reason;

    ForwardingException(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    /** Returns why no answer came: a sentence. */
    public String reason() {
        return reason;
    }
}

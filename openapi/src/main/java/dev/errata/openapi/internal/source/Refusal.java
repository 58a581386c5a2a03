package dev.errata.openapi.internal.source;

/** Why something of a description cannot be read: one sentence, made for people. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final String pointer;

    /**
     * Makes a refusal.
     *
     * @param file the name of the file
     * @param pointer the JSON pointer of what is wrong, empty for the whole file
     * @param reason what is wrong and, if that is not plain, what to do
     */
    public Refusal(String file, String pointer, String reason) {
        super(reason);
        this.file = file;
        this.pointer = pointer;
    }

    /** Returns the name of the file. */
    public String file() {
        return file;
    }

    /** Returns the JSON pointer of what is wrong, empty for the whole file. */
    public String pointer() {
        return pointer;
    }

    /** Returns the reason. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}

package dev.errata.report.document;

import java.util.OptionalInt;
import org.apiguardian.api.API;

/**
 * What a catalog and its document do not agree on.
 *
 * @param kind which of the two has it, or both
 * @param line the line of the text, from 1; empty if the text has it nowhere
 * @param reason what differs, in a sentence
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Difference(Kind kind, OptionalInt line, String reason) {

    /** Which of the two has it. */
    public enum Kind {
        /** The text has what the catalog lacks. */
        MISSING,
        /** Both have it, but not the same. */
        DIFFERENT,
        /** The catalog calls documented what the text does not have. */
        GONE
    }

    /** Returns the reason, after the line if there is one. */
    @Override
    public String toString() {
        return (line.isPresent() ? "line " + line.getAsInt() + ": " : "") + reason;
    }
}

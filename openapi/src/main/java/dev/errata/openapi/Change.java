package dev.errata.openapi;

import org.apiguardian.api.API;

/**
 * A change in a description since its catalog was imported from it.
 *
 * @param kind whether something is new, gone or otherwise
 * @param subject what it is: {@code scenario not-found}, {@code error NOT_FOUND}, {@code endpoint GET /orders/{id}}, or a
 *     member of {@code catalog.json}
 * @param detail the exact difference, empty if there are no details
 * @param keepsEdit whether the catalog has a version of its own, which an import keeps
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Change(Kind kind, String subject, String detail, boolean keepsEdit) {

    /** The kind of a change. */
    public enum Kind {
        /** The description has it now, but not before. */
        ADDED,
        /** The description has it in another form than before. */
        CHANGED,
        /** The description no longer has it. */
        GONE
    }

    /** Returns a line such as {@code scenario not-found changed: /response/body/message was "Not found", is "Gone"}. */
    @Override
    public String toString() {
        String event = switch (kind) {
            case ADDED -> " is new";
            case CHANGED -> " changed";
            case GONE -> " is gone";
        };
        return subject + event + (detail.isEmpty() ? "" : ": " + detail);
    }
}

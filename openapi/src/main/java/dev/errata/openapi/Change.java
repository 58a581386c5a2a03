package dev.errata.openapi;

import org.apiguardian.api.API;

/**
 * What is different in a description since its catalog was imported from it.
 *
 * @param kind whether something is new, gone or otherwise
 * @param subject what it is: {@code scenario not-found}, {@code error NOT_FOUND}, {@code endpoint GET /orders/{id}}, or a
 *     member of {@code catalog.json}
 * @param detail what exactly is different, empty if there is no more to say
 * @param keepsEdit whether the catalog has a version of its own, which an import keeps
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Change(Kind kind, String subject, String detail, boolean keepsEdit) {

    /** How something differs. */
    public enum Kind {
        /** The description has it, and had it not. */
        ADDED,
        /** The description has it otherwise than before. */
        CHANGED,
        /** The description has it no longer. */
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

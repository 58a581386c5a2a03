package dev.errata.openapi;

import org.apiguardian.api.API;

/**
 * Something that the user of an import should know.
 *
 * @param pointer where in the description: a JSON pointer such as {@code /paths/~1orders/get/responses/404}, behind the name of the
 *     file and {@code #} if it is another file than the one that is imported
 * @param text what there is to know, such as {@code no generated body satisfies the schema}
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Notice(String pointer, String text) {

    /** Returns the notice in one line. */
    @Override
    public String toString() {
        return pointer.isEmpty() ? text : pointer + ": " + text;
    }
}

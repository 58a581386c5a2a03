package dev.errata.openapi.internal.source;

/** JSON pointers as texts. */
public final class Pointers {

    private Pointers() {}

    /** Returns the pointer of a field or element. */
    public static String child(String pointer, String step) {
        return pointer + "/" + step.replace("~", "~0").replace("/", "~1");
    }

    /** Returns the last step of a pointer, empty for that of a whole document. */
    public static String last(String pointer) {
        return pointer.substring(pointer.lastIndexOf('/') + 1)
                .replace("~1", "/")
                .replace("~0", "~");
    }
}

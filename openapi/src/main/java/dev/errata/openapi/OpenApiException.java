package dev.errata.openapi;

import org.apiguardian.api.API;

/** Thrown if a description cannot be imported. The message is one sentence that names the file, the place and the reason. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class OpenApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final String pointer;

    OpenApiException(String file, String pointer, String reason, Throwable cause) {
        super(file + (pointer.isEmpty() ? "" : " at " + pointer) + " " + reason, cause);
        this.file = file;
        this.pointer = pointer;
    }

    /**
     * Returns the file.
     *
     * @return its name, relative to the folder of the description
     */
    public String file() {
        return file;
    }

    /**
     * Returns the place in the file.
     *
     * @return a JSON pointer, empty for the whole file
     */
    public String pointer() {
        return pointer;
    }
}

package dev.errata.benchmarks.contenders;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** A server that answers with errors, as users of some library set it up. */
public interface ErrorServer extends AutoCloseable {

    /**
     * Starts it.
     *
     * @param answers what it answers with
     * @param catalog a folder with a catalog of the same answers, for those who read one
     */
    void start(List<ErrorAnswer> answers, Path catalog) throws Exception;

    /** The URL that gets an answer. */
    URI url(ErrorAnswer answer);

    @Override
    void close() throws IOException;

    /** The server of a class, not yet started. */
    static ErrorServer of(String className) throws ReflectiveOperationException {
        return Class.forName(className)
                .asSubclass(ErrorServer.class)
                .getConstructor()
                .newInstance();
    }
}

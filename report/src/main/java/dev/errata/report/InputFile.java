package dev.errata.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Files that someone names. What is no file of coverage is refused before it is read: a device may never end. */
final class InputFile {

    /** Enough for some hundred thousand tests. */
    static final int MOST_BYTES = 128 << 20;

    private InputFile() {}

    /** Reads a file; throws an exception whose message is a sentence with the file and what is wrong. */
    static byte[] read(Path file) throws IOException {
        try {
            if (!attributes(file).isRegularFile()) {
                throw unreadable(file, "it is not a regular file", null);
            }
            try (InputStream in = Files.newInputStream(file)) {
                // Not the size that the system tells: it may grow, and some systems tell none.
                byte[] bytes = in.readNBytes(MOST_BYTES + 1);
                if (bytes.length > MOST_BYTES) {
                    throw unreadable(file, "it is larger than %d MB".formatted(MOST_BYTES >> 20), null);
                }
                return bytes;
            }
        } catch (FileSystemException e) {
            throw unreadable(file, reason(e), e);
        }
    }

    /** Tells a folder from what is none; throws as {@link #read} does if there is nothing. */
    static boolean isFolder(Path path) throws IOException {
        try {
            return attributes(path).isDirectory();
        } catch (FileSystemException e) {
            throw unreadable(path, reason(e), e);
        }
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class);
    }

    private static String reason(FileSystemException e) {
        if (e instanceof NoSuchFileException) {
            return "it does not exist";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        String reason = e.getReason();
        return reason != null ? reason : e.toString();
    }

    static IOException unreadable(Path path, String reason, @Nullable Throwable cause) {
        return new IOException("Cannot read %s: %s".formatted(path, reason), cause);
    }
}

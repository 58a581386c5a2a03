package dev.errata.openapi.internal.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errata.fixtures.internal.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The files of a description: the one that is imported, and those beside it that it refers to. Nothing is fetched from a network. */
public final class Documents {

    /** All files together; a tree of so many bytes still fits into 512 MB. */
    private static final int MAX_BYTES = StrictJson.MAX_BYTES;

    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");

    private final Path folder;
    private final Document root;
    private final Map<Path, Document> known = new HashMap<>();
    private int bytes;

    private Documents(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        this.folder = absolute.getParent() == null ? absolute : absolute.getParent();
        this.root = load(absolute);
    }

    /**
     * Reads the file of a description.
     *
     * @param file the file
     * @return what it says
     * @throws Refusal if it cannot be read
     */
    public static Value read(Path file) {
        Document root = new Documents(file).root;
        return new Value(root, "", root.json());
    }

    /** Returns the name of the file that is imported. */
    String name() {
        return root.name();
    }

    /**
     * Reads a file that another refers to.
     *
     * @param from the file that refers to it
     * @param pointer where it does
     * @param reference the file, relative to the other
     * @throws Refusal if it is not a file, or cannot be read
     */
    Document open(Document from, String pointer, String reference) {
        if (SCHEME.matcher(reference).matches() || reference.startsWith("//")) {
            throw new Refusal(
                    from.name(),
                    pointer,
                    "refers to " + reference + "; remote files are not fetched: download it and refer to the file");
        }
        Path path;
        try {
            path = from.path().resolveSibling(reference).normalize();
        } catch (InvalidPathException e) {
            throw new Refusal(from.name(), pointer, "refers to " + reference + ", which is not a file");
        }
        if (!known.containsKey(path) && !Files.isRegularFile(path)) {
            throw new Refusal(from.name(), pointer, "refers to " + reference + ", which does not exist");
        }
        return load(path);
    }

    private Document load(Path path) {
        Document before = known.get(path);
        if (before == null) {
            String name = folder.relativize(path).toString().replace('\\', '/');
            before = new Document(this, path, name, parse(name, bytes(path, name)));
            known.put(path, before);
        }
        return before;
    }

    private byte[] bytes(Path path, String name) {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] read = in.readNBytes(MAX_BYTES - bytes + 1);
            bytes += read.length;
            if (bytes > MAX_BYTES) {
                throw new Refusal(name, "", "is too large: a description may have %,d bytes".formatted(MAX_BYTES));
            }
            return read;
        } catch (NoSuchFileException e) {
            throw new Refusal(name, "", "does not exist");
        } catch (IOException e) {
            throw new Refusal(name, "", "cannot be read: " + e.getMessage());
        }
    }

    private static JsonNode parse(String name, byte[] bytes) {
        byte[] content = withoutByteOrderMark(bytes);
        boolean json = name.endsWith(".json");
        if (json || startsLikeJson(content)) {
            try {
                return StrictJson.read(content);
            } catch (StrictJson.Refused e) {
                if (json || e.kind() != StrictJson.Refused.Kind.SYNTAX) {
                    throw new Refusal(name, e.pointer(), reason(e));
                }
            }
        }
        return YamlReader.read(name, text(name, content));
    }

    /** The parser's own words on this are about its configuration. */
    private static String reason(StrictJson.Refused refused) {
        String reason = String.valueOf(refused.getMessage());
        return reason.contains("nesting depth")
                ? reason.replaceFirst(": Document nesting depth.*", ": is nested deeper than 100 levels")
                : reason;
    }

    private static byte[] withoutByteOrderMark(byte[] bytes) {
        boolean marked =
                bytes.length > 2 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
        return marked ? Arrays.copyOfRange(bytes, 3, bytes.length) : bytes;
    }

    private static boolean startsLikeJson(byte[] bytes) {
        for (byte each : bytes) {
            if (!Character.isWhitespace(each)) {
                return each == '{';
            }
        }
        return false;
    }

    private static String text(String name, byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.indexOf('\0') < 0) {
                return text;
            }
        } catch (CharacterCodingException e) {
            // Said below.
        }
        throw new Refusal(name, "", "is not encoded in UTF-8");
    }
}

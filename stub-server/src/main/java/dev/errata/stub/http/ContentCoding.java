package dev.errata.stub.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import org.apiguardian.api.API;

/** The content coding {@code gzip}, by which most clients and servers compress bodies. */
@API(status = API.Status.INTERNAL, since = "0.1")
public final class ContentCoding {

    private ContentCoding() {}

    /**
     * Tells whether a body is compressed with gzip.
     *
     * @param contentEncoding the value of the header {@code Content-Encoding}, empty if there is none
     * @return whether it names gzip alone
     */
    public static boolean isGzip(String contentEncoding) {
        return contentEncoding.equalsIgnoreCase("gzip") || contentEncoding.equalsIgnoreCase("x-gzip");
    }

    /**
     * Decompresses a body.
     *
     * @param packed the compressed bytes
     * @param most how many bytes to return at most
     * @return the first bytes of the body
     * @throws IOException if the bytes are not in the format gzip
     */
    public static byte[] gunzip(byte[] packed, int most) throws IOException {
        try (GZIPInputStream unpacking = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return unpacking.readNBytes(most);
        }
    }
}

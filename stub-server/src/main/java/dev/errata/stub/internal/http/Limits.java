package dev.errata.stub.internal.http;

import java.time.Duration;

/**
 * What a request may cost.
 *
 * @param head the size of its request line and headers, in bytes
 * @param body the size of its body, in bytes, with and without gzip
 * @param request how long it may take from its first byte to its last
 * @param idle how long a connection may stay open between two requests
 */
record Limits(int head, int body, Duration request, Duration idle) {

    static final Limits DEFAULT = new Limits(64 << 10, 100 << 20, Duration.ofSeconds(30), Duration.ofSeconds(60));

    /** Returns a number of bytes as people say it. */
    static String size(int bytes) {
        if (bytes >= 1 << 20 && bytes % (1 << 20) == 0) {
            return (bytes >> 20) + " MB";
        }
        return bytes >= 1 << 10 && bytes % (1 << 10) == 0 ? (bytes >> 10) + " kB" : bytes + " bytes";
    }
}

package dev.errata.stub.internal.wiremock;

import java.net.URI;
import java.util.Optional;

/**
 * The host and port of a URL.
 *
 * @param host the host; an IPv6 address in brackets
 * @param port the port
 */
record Authority(String host, int port) {

    private static final String SIGNS = "-._~!$&'()*+,;=%";

    static Authority of(URI url, int defaultPort) {
        return new Authority(url.getHost(), url.getPort() < 0 ? defaultPort : url.getPort());
    }

    /** Reads a header {@code Host}; empty if it is not valid. */
    static Optional<Authority> parse(String header, int defaultPort) {
        int colon = header.indexOf(':', header.lastIndexOf(']') + 1);
        String host = colon < 0 ? header : header.substring(0, colon);
        String port = colon < 0 ? "" : header.substring(colon + 1);
        return isHost(host) && isPort(port)
                ? Optional.of(new Authority(host, port.isEmpty() ? defaultPort : Integer.parseInt(port)))
                : Optional.empty();
    }

    private static boolean isHost(String host) {
        if (host.startsWith("[")) {
            return host.indexOf(']') == host.length() - 1
                    && host.length() > 2
                    && host.substring(1, host.length() - 1)
                            .chars()
                            .allMatch(c -> Character.digit(c, 16) >= 0 || c == ':' || c == '.');
        }
        return !host.isEmpty()
                && host.chars().allMatch(c -> c < 0x80 && (Character.isLetterOrDigit(c) || SIGNS.indexOf(c) >= 0));
    }

    private static boolean isPort(String port) {
        return port.length() <= 5
                && port.chars().allMatch(c -> c >= '0' && c <= '9')
                && (port.isEmpty() || Integer.parseInt(port) <= 0xffff);
    }
}

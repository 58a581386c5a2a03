package dev.errata.stub.internal.upstream;

import dev.errata.fixtures.masking.Masking;
import java.net.URI;
import java.time.Duration;

/**
 * Where requests are forwarded to.
 *
 * @param url the base URL of the API there
 * @param timeout how long a whole answer may take
 */
public record UpstreamAddress(URI url, Duration timeout) {

    /**
     * Checks the URL and the time.
     *
     * @throws IllegalArgumentException if the URL is not one that requests can be forwarded to, or the time is not positive
     */
    public UpstreamAddress {
        String scheme = url.getScheme() == null ? "" : url.getScheme();
        boolean web = scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https");
        if (!web
                || url.getHost() == null
                || url.getPort() == 0
                || url.getPort() > 65_535
                || url.getRawUserInfo() != null
                || url.getRawQuery() != null
                || url.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "upstream must be the base URL of an API, such as https://api.example.com/v2, without user, query and fragment; is \""
                            + Masking.usual().text(url.toString()) + "\"");
        }
        if (timeout.isNegative() || timeout.toMillis() == 0) {
            throw new IllegalArgumentException("timeout must be 1 ms or more, is " + timeout);
        }
    }

    /** Returns the path of the URL, without a slash at the end. */
    String basePath() {
        return url.getRawPath().replaceFirst("/+$", "");
    }

    @Override
    public String toString() {
        return url.toString();
    }
}

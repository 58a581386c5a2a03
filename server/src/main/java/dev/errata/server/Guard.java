package dev.errata.server;

import com.github.tomakehurst.wiremock.http.Request;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps strangers from the control API: whoever can reach another address than the loopback one needs a token, and no page
 * of a web site reaches it through the browser of somebody at this machine.
 */
final class Guard {

    private static final int TOKEN_BYTES = 24;

    private static final Pattern BEARER = Pattern.compile("Bearer +(\\S+) *", Pattern.CASE_INSENSITIVE);

    /** A page of another site that lets its name lead to this machine has that name here. */
    private static final Pattern LOOPBACK_HOST =
            Pattern.compile("(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d+)?", Pattern.CASE_INSENSITIVE);

    private final boolean loopback;
    private final Optional<String> token;
    private final boolean made;

    private Guard(boolean loopback, Optional<String> token, boolean made) {
        this.loopback = loopback;
        this.token = token;
        this.made = made;
    }

    /** The guard of a server that listens on an address; makes a token if that needs one and none is given. */
    static Guard of(InetAddress address, @Nullable String token) {
        boolean loopback = address.isLoopbackAddress();
        boolean make = token == null && !loopback;
        return new Guard(loopback, make ? Optional.of(random()) : Optional.ofNullable(token), make);
    }

    private static String random() {
        byte[] bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Whether requests need a token. */
    boolean needsToken() {
        return token.isPresent();
    }

    /** The token, if it was made here and nobody knows it yet. */
    Optional<String> madeToken() {
        return token.filter(any -> made);
    }

    /** Throws {@link Refusal} if a request may not control the server. */
    void check(Request request) {
        String host = request.containsHeader("Host") ? request.getHeader("Host") : "";
        if (loopback && !LOOPBACK_HOST.matcher(host).matches()) {
            throw new Refusal(403, "Only requests to localhost or a loopback address may control this server");
        }
        if (request.containsHeader("Origin") && !request.getHeader("Origin").equals("http://" + host)) {
            throw new Refusal(403, "Pages of other sites may not control this server");
        }
        if (!token.map(expected -> carries(request, expected)).orElse(true)) {
            throw new Refusal(401, "The control API needs the token, as \"Authorization: Bearer TOKEN\"");
        }
    }

    /** Takes as long for a wrong token as for a nearly right one. */
    private static boolean carries(Request request, String expected) {
        String header = request.containsHeader("Authorization") ? request.getHeader("Authorization") : "";
        var bearer = BEARER.matcher(header);
        return bearer.matches() && MessageDigest.isEqual(bytes(bearer.group(1)), bytes(expected));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

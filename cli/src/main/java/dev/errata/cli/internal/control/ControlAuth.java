package dev.errata.cli.internal.control;

import dev.errata.stub.http.StubRequest;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides which requests may use the control API. If other machines can reach the server, a request needs a token. No web page
 * of another site may use it through the browser of somebody at this machine.
 */
public final class ControlAuth {

    private static final int TOKEN_BYTES = 24;

    private static final Pattern TOKEN = Pattern.compile("[!-~]+");

    private static final Pattern BEARER = Pattern.compile("Bearer +([!-~]+) *", Pattern.CASE_INSENSITIVE);

    private static final Pattern BASIC = Pattern.compile("Basic +([A-Za-z0-9+/]+=*) *", Pattern.CASE_INSENSITIVE);

    /** A page of another site can let the site's name lead to this machine, but cannot change the name in the header Host. */
    private static final Pattern LOOPBACK_HOST =
            Pattern.compile("(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d+)?", Pattern.CASE_INSENSITIVE);

    private final boolean loopback;
    private final Optional<String> token;
    private final boolean generated;

    private ControlAuth(boolean loopback, Optional<String> token, boolean generated) {
        this.loopback = loopback;
        this.token = token;
        this.generated = generated;
    }

    /**
     * Returns the rules for servers that listen on an address. Generates a token if the address needs one and none is given.
     *
     * @throws IllegalArgumentException if a header cannot carry the token
     */
    public static ControlAuth of(InetAddress address, @Nullable String token) {
        if (token != null && !TOKEN.matcher(token).matches()) {
            throw new IllegalArgumentException("Invalid token: expected at least one character, ASCII only, no spaces");
        }
        boolean loopback = address.isLoopbackAddress();
        boolean generate = token == null && !loopback;
        return new ControlAuth(loopback, generate ? Optional.of(random()) : Optional.ofNullable(token), generate);
    }

    private static String random() {
        byte[] bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Returns whether requests need a token. */
    public boolean needsToken() {
        return token.isPresent();
    }

    /** Returns the token if it was generated here, so that it must be printed. */
    public Optional<String> generatedToken() {
        return token.filter(any -> generated);
    }

    /** Throws {@link BadRequestException} if a request may not use the control API. */
    void check(StubRequest request) {
        String host = request.header("Host").orElse("");
        if (loopback && !LOOPBACK_HOST.matcher(host).matches()) {
            throw new BadRequestException(
                    403, "Only requests to localhost or a loopback address may control this server");
        }
        if (request.header("Origin")
                .filter(origin -> !origin.equals("http://" + host) && !origin.equals("https://" + host))
                .isPresent()) {
            throw new BadRequestException(403, "Pages of other sites may not control this server");
        }
        if (!token.map(expected -> carries(request, expected)).orElse(true)) {
            throw new BadRequestException(401, "The control API needs the token, as \"Authorization: Bearer TOKEN\"");
        }
    }

    /** Takes as long for a wrong token as for a nearly right one. */
    private static boolean carries(StubRequest request, String expected) {
        String authorization = request.header("Authorization").orElse("");
        Matcher bearer = BEARER.matcher(authorization);
        byte[] sent = bearer.matches() ? bytes(bearer.group(1)) : password(BASIC.matcher(authorization));
        return MessageDigest.isEqual(sent, bytes(expected));
    }

    /** Returns the password of {@code http://any:TOKEN@host}: Pact's verifiers send no header but what the URL gives them. */
    private static byte[] password(Matcher basic) {
        try {
            String both = basic.matches()
                    ? new String(Base64.getDecoder().decode(basic.group(1)), StandardCharsets.UTF_8)
                    : "";
            return bytes(both.substring(both.indexOf(':') + 1));
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

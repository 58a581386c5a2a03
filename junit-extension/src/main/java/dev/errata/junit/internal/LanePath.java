package dev.errata.junit.internal;

/**
 * The first segment of a URL, taken apart: {@code /buena-1~rate-limited/api/v2/leads} is the lane {@code buena-1}, the
 * scenario {@code rate-limited} and the rest {@code /api/v2/leads}. The tilde keeps scenarios out of the API's own paths.
 */
record LanePath(String lane, String scenario, String rest) {

    static LanePath of(String url) {
        int end = 1;
        while (end < url.length() && url.charAt(end) != '/' && url.charAt(end) != '?') {
            end++;
        }
        int tilde = url.indexOf('~');
        boolean plain = tilde < 0 || tilde > end;
        String rest = url.substring(end);
        return new LanePath(
                url.substring(1, plain ? end : tilde),
                plain ? "" : url.substring(tilde + 1, end),
                rest.startsWith("/") ? rest : "/" + rest);
    }
}

package dev.errata.junit.internal;

/**
 * The first segment of a URL, taken apart: {@code /buena-1~rate-limited/api/v2/leads} is the lane {@code buena-1}, the
 * scenario {@code rate-limited} and the rest {@code /api/v2/leads}. The tilde keeps scenarios out of the API's own paths.
 *
 * @param lane the id of the lane
 * @param target the id of a scenario, {@link #FAULT} and the name of a fault, or empty
 * @param rest the URL as the API itself would see it
 */
record LanePath(String lane, String target, String rest) {

    /** No scenario has a colon in its id. */
    static final String FAULT = "fault:";

    static LanePath of(String url) {
        int end = 1;
        while (end < url.length() && url.charAt(end) != '/' && url.charAt(end) != '?') {
            end++;
        }
        // Some clients encode the tilde, as URLs once demanded.
        String segment = url.substring(1, end).replace("%7E", "~").replace("%7e", "~");
        int tilde = segment.indexOf('~');
        String rest = url.substring(end);
        return new LanePath(
                tilde < 0 ? segment : segment.substring(0, tilde),
                tilde < 0 ? "" : segment.substring(tilde + 1),
                rest.startsWith("/") ? rest : "/" + rest);
    }
}

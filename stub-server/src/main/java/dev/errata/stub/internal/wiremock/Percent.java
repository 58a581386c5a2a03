package dev.errata.stub.internal.wiremock;

/** Repairs percent encoding. WireMock would throw an exception for {@code q=50% off}, even if no stub looks at the query. */
final class Percent {

    private Percent() {}

    /** Returns a text that can be decoded: percent signs that encode nothing are encoded themselves. */
    static String mended(String encoded) {
        StringBuilder mended = null;
        int done = 0;
        for (int percent = encoded.indexOf('%'); percent >= 0; percent = encoded.indexOf('%', percent + 1)) {
            if (!isHex(encoded, percent + 1) || !isHex(encoded, percent + 2)) {
                mended = mended == null ? new StringBuilder(encoded.length() + 8) : mended;
                mended.append(encoded, done, percent + 1).append("25");
                done = percent + 1;
            }
        }
        return mended == null
                ? encoded
                : mended.append(encoded, done, encoded.length()).toString();
    }

    private static boolean isHex(String text, int index) {
        return index < text.length() && Character.digit(text.charAt(index), 16) >= 0 && text.charAt(index) < 0x80;
    }

    /** Returns a target whose query can be decoded. Its path stays as it is, for WireMock does not decode it. */
    static String mendedQuery(String target) {
        int query = target.indexOf('?');
        return query < 0 || target.indexOf('%', query) < 0
                ? target
                : target.substring(0, query) + mended(target.substring(query));
    }
}

package dev.errata.report.document;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The HTTP statuses that a text names. A number is taken for one only where the text says so. */
final class Statuses {

    /** As RFC 9110 and its successors name them. */
    private static final Map<Integer, String> REASONS = Map.ofEntries(
            Map.entry(200, "OK"),
            Map.entry(201, "Created"),
            Map.entry(202, "Accepted"),
            Map.entry(204, "No Content"),
            Map.entry(206, "Partial Content"),
            Map.entry(301, "Moved Permanently"),
            Map.entry(302, "Found"),
            Map.entry(303, "See Other"),
            Map.entry(304, "Not Modified"),
            Map.entry(307, "Temporary Redirect"),
            Map.entry(308, "Permanent Redirect"),
            Map.entry(400, "Bad Request"),
            Map.entry(401, "Unauthorized"),
            Map.entry(402, "Payment Required"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not Found"),
            Map.entry(405, "Method Not Allowed"),
            Map.entry(406, "Not Acceptable"),
            Map.entry(408, "Request Timeout"),
            Map.entry(409, "Conflict"),
            Map.entry(410, "Gone"),
            Map.entry(411, "Length Required"),
            Map.entry(412, "Precondition Failed"),
            Map.entry(413, "Content Too Large"),
            Map.entry(414, "URI Too Long"),
            Map.entry(415, "Unsupported Media Type"),
            Map.entry(416, "Range Not Satisfiable"),
            Map.entry(417, "Expectation Failed"),
            Map.entry(421, "Misdirected Request"),
            Map.entry(422, "Unprocessable"),
            Map.entry(423, "Locked"),
            Map.entry(424, "Failed Dependency"),
            Map.entry(425, "Too Early"),
            Map.entry(426, "Upgrade Required"),
            Map.entry(428, "Precondition Required"),
            Map.entry(429, "Too Many Requests"),
            Map.entry(431, "Request Header Fields Too Large"),
            Map.entry(451, "Unavailable For Legal Reasons"),
            Map.entry(500, "Internal Server Error"),
            Map.entry(501, "Not Implemented"),
            Map.entry(502, "Bad Gateway"),
            Map.entry(503, "Service Unavailable"),
            Map.entry(504, "Gateway Timeout"),
            Map.entry(505, "HTTP Version Not Supported"),
            Map.entry(507, "Insufficient Storage"),
            Map.entry(511, "Network Authentication Required"));

    private static final String NUMBER = "(?<![\\w.,-])([2-5]\\d\\d)(?![\\w%]|[.,]\\d)";

    /** A line, or a cell of a table, that has nothing else. */
    private static final Pattern ALONE =
            Pattern.compile("(?:^|\\|)[ \\t*#`>-]*" + NUMBER + "[ \\t*`:]*(?=$|\\|)", Pattern.MULTILINE);

    private static final Pattern ANYWHERE = Pattern.compile(NUMBER);
    private static final Pattern CALLED = Pattern.compile(
            "(?:\\bHTTP(?:/[\\d.]+)?|\\bstatus(?:[ _-]?code)?[\"'`]?)[ \\t]*(?:===?|!==?|[:=]|\\bis\\b|of\\b)?[ \\t]*"
                    + NUMBER,
            Pattern.CASE_INSENSITIVE);

    private final TextReader text;

    /** For each status its first line. */
    private final Map<Integer, Integer> lines = new TreeMap<>();

    Statuses(TextReader text) {
        this.text = text;
        String prose = text.prose();
        add(ALONE.matcher(prose));
        add(CALLED.matcher(text.text()));
        ANYWHERE.matcher(prose)
                .results()
                .filter(number -> isNamed(prose, number))
                .forEach(number -> add(number.group(1), number.start(1)));
    }

    /** Tells whether a number is followed by what the standard calls it. */
    private static boolean isNamed(String prose, MatchResult number) {
        String reason = REASONS.get(Integer.valueOf(number.group(1)));
        return reason != null
                && Pattern.compile(
                                "[\\s*`|:)\\u2013\\u2014-]*" + reason.replace(" ", "[\\s-]+") + "\\b",
                                Pattern.CASE_INSENSITIVE)
                        .matcher(prose)
                        .region(number.end(1), prose.length())
                        .lookingAt();
    }

    private void add(Matcher matcher) {
        matcher.results()
                .filter(number -> REASONS.containsKey(Integer.valueOf(number.group(1))))
                .forEach(number -> add(number.group(1), number.start(1)));
    }

    private void add(String status, int index) {
        lines.merge(Integer.valueOf(status), text.lineOf(index), Math::min);
    }

    /** Returns the statuses, each with the line on which it is found first. */
    Map<Integer, Integer> lines() {
        return lines;
    }

    /** Tells whether the text has a number anywhere outside of its JSON. */
    boolean mentions(int status) {
        return lines.containsKey(status)
                || ANYWHERE.matcher(text.prose())
                        .results()
                        .anyMatch(number -> Integer.parseInt(number.group(1)) == status);
    }
}

package dev.errata.openapi.internal.schema;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What HTTP calls its statuses, and what APIs call them. */
public final class Statuses {

    private static final Map<Integer, String> PHRASES = new LinkedHashMap<>();

    /** What else a status is called, without punctuation; the most telling first. */
    private static final Map<String, Integer> NAMES = new LinkedHashMap<>();

    static {
        String phrases = "400 Bad Request,401 Unauthorized,402 Payment Required,403 Forbidden,404 Not Found,"
                + "405 Method Not Allowed,406 Not Acceptable,407 Proxy Authentication Required,408 Request Timeout,"
                + "409 Conflict,410 Gone,411 Length Required,412 Precondition Failed,413 Content Too Large,"
                + "414 URI Too Long,415 Unsupported Media Type,416 Range Not Satisfiable,417 Expectation Failed,"
                + "418 I'm a Teapot,421 Misdirected Request,422 Unprocessable Content,423 Locked,424 Failed Dependency,"
                + "425 Too Early,426 Upgrade Required,428 Precondition Required,429 Too Many Requests,"
                + "431 Request Header Fields Too Large,451 Unavailable For Legal Reasons,500 Internal Server Error,"
                + "501 Not Implemented,502 Bad Gateway,503 Service Unavailable,504 Gateway Timeout,"
                + "505 HTTP Version Not Supported,507 Insufficient Storage,508 Loop Detected,"
                + "511 Network Authentication Required";
        for (String phrase : phrases.split(",", -1)) {
            PHRASES.put(Integer.valueOf(phrase.substring(0, 3)), phrase.substring(4));
        }
        PHRASES.forEach((status, phrase) -> NAMES.put(plain(phrase), status));
        String names = "invalidrequest 400,malformed 400,invalidargument 400,badinput 400,validationerror 400,"
                + "unauthenticated 401,authenticationfailure 401,authenticationfailed 401,invalidtoken 401,notauthorized 401,"
                + "accessdenied 403,permissiondenied 403,notpermitted 403,insufficientscope 403,"
                + "nosuch 404,doesnotexist 404,unknownresource 404,alreadyexists 409,duplicate 409,"
                + "payloadtoolarge 413,requesttoolarge 413,unprocessableentity 422,unprocessable 422,validationfailed 422,"
                + "ratelimit 429,quotaexceeded 429,throttl 429,internalerror 500,servererror 500,serverfault 500,"
                + "unavailable 503,timeout 504";
        for (String name : names.split(",", -1)) {
            NAMES.put(name.substring(0, name.length() - 4), Integer.valueOf(name.substring(name.length() - 3)));
        }
    }

    private static final Pattern NUMBER = Pattern.compile("(?<![0-9])([45][0-9]{2})(?![0-9])");

    private Statuses() {}

    /** Returns the reason phrase of a status, such as {@code Not Found}. */
    public static String phrase(int status) {
        return PHRASES.getOrDefault(status, "Status " + status);
    }

    /**
     * Tells which status a code names.
     *
     * @param code a code such as {@code RESOURCE_NOT_FOUND}, or {@code 404 NotFound}
     * @return the status, empty if it names none
     */
    public static OptionalInt named(String code) {
        Matcher number = NUMBER.matcher(code);
        if (number.find() && PHRASES.containsKey(Integer.valueOf(number.group(1)))) {
            return OptionalInt.of(Integer.parseInt(number.group(1)));
        }
        String plain = plain(code);
        Integer exact = NAMES.get(plain);
        if (exact != null) {
            return OptionalInt.of(exact);
        }
        return NAMES.entrySet().stream()
                .filter(name -> plain.contains(name.getKey()))
                .mapToInt(Map.Entry::getValue)
                .findFirst();
    }

    /** Tells whether a code names another status than one. */
    public static boolean isOfOther(String code, int status) {
        return distance(code, status) == 3;
    }

    /** Returns how well a code fits a status: 0 and 1 if it names it, 2 if it names none, 3 if it names another. */
    static int distance(String code, int status) {
        OptionalInt named = named(code);
        if (named.isEmpty()) {
            // "invalid_order" is one of several things that are invalid, and nothing but a request is.
            return (status == 400 || status == 422) && plain(code).contains("invalid") ? 1 : 2;
        }
        boolean related = named.getAsInt() == status
                || (status == 422 && named.getAsInt() == 400)
                || (status == 400 && named.getAsInt() == 422);
        if (!related) {
            return 3;
        }
        return plain(code).equals(plain(phrase(status))) ? 0 : 1;
    }

    /** Returns the code that a status would have, spelled as another code is. */
    static String code(int status, String like) {
        String words = phrase(status).replaceAll("[^A-Za-z ]", "");
        if (like.matches("[A-Z0-9_]*[A-Z][A-Z0-9_]*")) {
            return words.replace(' ', '_').toUpperCase(Locale.ROOT);
        }
        if (like.matches("[A-Z][a-z].*")) {
            return words.replace(" ", "");
        }
        return words.replace(' ', like.contains("-") ? '-' : '_').toLowerCase(Locale.ROOT);
    }

    private static String plain(String text) {
        return text.replaceAll("[^A-Za-z]", "").toLowerCase(Locale.ROOT);
    }
}

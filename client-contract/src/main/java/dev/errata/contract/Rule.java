package dev.errata.contract;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apiguardian.api.API;

/**
 * A rule about how a client deals with errors. A client that keeps the required rules never takes a failure for a success, and
 * is no burden to the API. A client may leave out recommended rules: see {@link OptOuts}.
 *
 * <p>A rule has no test where the API gives no occasion for one: the errors of the Buena.ai API v2 have no request id, so no
 * client has to report one.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public enum Rule {
    /**
     * The client reports an error for every scenario of the catalog, never a value, and throws nothing unexpected.
     *
     * <p>Buena: "Error Handling Best Practices", where the samples raise an error unless the status is a success.
     * Databuddy: "Handling Errors".
     */
    REQUIRED_REPORTS_DOCUMENTED_ERRORS,

    /**
     * The error has the HTTP status of the answer.
     *
     * <p>Buena: "HTTP Status Codes". Databuddy: "HTTP Status Codes".
     */
    REQUIRED_REPORTS_STATUS,

    /**
     * The error has the error code of the answer, unchanged.
     *
     * <p>Buena: "Fields", code. Databuddy: "Error Response Format", code.
     */
    REQUIRED_REPORTS_CODE,

    /**
     * The client reports the HTML page of a gateway as an error with its status.
     *
     * <p>Buena: "5xx Server Errors", 502. Its JavaScript sample parses the body before it checks the status, and fails here.
     */
    REQUIRED_REPORTS_GATEWAY_PAGE,

    /** The client reports status 500 without a body as an error with that status. */
    REQUIRED_REPORTS_EMPTY_BODY,

    /** The client reports an error whose body, JSON or not, is truncated as an error with its status. */
    REQUIRED_REPORTS_TRUNCATED_BODY,

    /**
     * The client reports an error with an undocumented code as an error with its status.
     *
     * <p>Databuddy: "TypeScript Error Types", which omits half of its own codes.
     */
    REQUIRED_TOLERATES_UNKNOWN_CODE,

    /**
     * The client reports an error without the details of the documented example as an error with its status.
     *
     * <p>Buena: "Fields", details (optional). Databuddy: "Error Response Format", details.
     */
    REQUIRED_TOLERATES_MISSING_DETAILS,

    /**
     * The client reports an error with undocumented fields as an error with its status.
     *
     * <p>Buena: "Fields", which omits three fields of its own examples.
     */
    REQUIRED_TOLERATES_UNKNOWN_FIELDS,

    /**
     * Nothing that the client reports or throws contains the API key. Its first 8 characters may be shown.
     *
     * <p>Buena: "Need Help?". Databuddy: "2. Enable Detailed Logging".
     */
    REQUIRED_HIDES_API_KEY,

    /**
     * The client does not retry an error with status 4xx, unless it is 429 or the document says that a retry makes sense.
     *
     * <p>Buena: "Python". Databuddy: "Error Codes", by their solutions.
     */
    REQUIRED_DOES_NOT_RETRY_CLIENT_ERRORS,

    /**
     * If an answer says how long to wait, in its body or in {@code Retry-After}, the client does not retry sooner. A client that
     * does not retry keeps this rule, too. The test asks for 3 seconds and then for 2, which no client waits by itself.
     *
     * <p>Buena: "RATE_LIMIT_EXCEEDED (429)". Databuddy: "RATE_LIMIT_EXCEEDED".
     */
    REQUIRED_HONORS_RETRY_AFTER,

    /**
     * The client gives up after {@link ClientContract#maxAttempts()} attempts, whether the API keeps failing or connections keep
     * breaking.
     *
     * <p>Buena: "Python", max_retries. Databuddy's sample under "Handling Errors" calls itself without end, and fails here.
     */
    REQUIRED_LIMITS_RETRIES,

    /**
     * The error has the details of the answer.
     *
     * <p>Buena: "JavaScript/TypeScript" and "Python", details. Databuddy: "Validation Error Handling".
     */
    RECOMMENDED_REPORTS_DETAILS,

    /**
     * The error has the time to wait that the answer tells.
     *
     * <p>Buena: "RATE_LIMIT_EXCEEDED (429)". Databuddy: "RATE_LIMIT_EXCEEDED".
     */
    RECOMMENDED_REPORTS_RETRY_AFTER,

    /**
     * The error has the request id of the answer.
     *
     * <p>Databuddy: "1. Use Request IDs".
     */
    RECOMMENDED_REPORTS_REQUEST_ID,

    /**
     * If answers do not say how long to wait, the client does not retry at once, and each further wait is at least a fifth longer
     * than the first. Less than 10 milliseconds is at once. To see waits grow, the test needs three attempts and little jitter;
     * a client that makes fewer attempts keeps this rule, too.
     *
     * <p>Buena: "Python", 2 ** attempt. Databuddy: "SERVICE_UNAVAILABLE", exponential backoff.
     */
    RECOMMENDED_INCREASES_BACKOFF,

    /**
     * If {@code Retry-After} is a date, and the body does not say how long to wait, the client does not retry before that date. A
     * client that does not retry keeps this rule, too.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#field.retry-after">RFC 9110, Retry-After</a>
     */
    RECOMMENDED_HONORS_RETRY_AFTER_DATE;

    private static final Pattern WORD = Pattern.compile("_([A-Z])([A-Z]*)");

    boolean isRecommended() {
        return name().startsWith("RECOMMENDED_");
    }

    /** Returns the name of the rule's test, such as {@code required_reportsStatus}. */
    @Override
    public String toString() {
        int kind = name().indexOf('_');
        String rest = WORD.matcher(name().substring(kind))
                .replaceAll(word ->
                        Matcher.quoteReplacement(word.group(1) + word.group(2).toLowerCase(Locale.ROOT)));
        return name().substring(0, kind).toLowerCase(Locale.ROOT)
                + "_"
                + rest.substring(0, 1).toLowerCase(Locale.ROOT)
                + rest.substring(1);
    }
}

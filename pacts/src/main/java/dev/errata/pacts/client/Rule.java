package dev.errata.pacts.client;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apiguardian.api.API;

/**
 * What a client has to do about errors, and what it should. Who keeps to the required rules never takes a failure for a
 * success, and is no burden to the API. The optional ones are left to the client: see {@link OptOuts}.
 *
 * <p>A rule that an API gives no occasion for has no test: the errors of the Buena.ai API v2 have no id of the request, so
 * nobody has to report one.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public enum Rule {
    /**
     * Every scenario of the catalog ends in an error, never in a value, and nothing else escapes the call.
     *
     * <p>Buena: "Error Handling Best Practices", where the samples raise an error unless the status is a success.
     * Databuddy: "Handling Errors".
     */
    REQUIRED_DOCUMENTED_ERRORS_ARE_ERRORS,

    /**
     * The error has the HTTP status of the answer.
     *
     * <p>Buena: "HTTP Status Codes". Databuddy: "HTTP Status Codes".
     */
    REQUIRED_STATUS_IS_REPORTED,

    /**
     * The error has the code of the answer, letter by letter.
     *
     * <p>Buena: "Fields", code. Databuddy: "Error Response Format", code.
     */
    REQUIRED_CODE_IS_REPORTED,

    /**
     * A page of a gateway in place of the API's own answer is an error with its status.
     *
     * <p>Buena: "5xx Server Errors", 502. Its JavaScript sample parses the body before it looks at the status, and fails here.
     */
    REQUIRED_GATEWAY_PAGE_IS_AN_ERROR,

    /** Status 500 without a body is an error with that status. */
    REQUIRED_EMPTY_BODY_IS_AN_ERROR,

    /** An error whose JSON breaks off is an error with its status. */
    REQUIRED_TRUNCATED_BODY_IS_AN_ERROR,

    /**
     * An error with a code that is none of the documented ones is an error with its status.
     *
     * <p>Databuddy: "TypeScript Error Types", which leaves out half of its own codes.
     */
    REQUIRED_UNKNOWN_CODE_IS_AN_ERROR,

    /**
     * An error that comes without the details of the documented example is an error with its status.
     *
     * <p>Buena: "Fields", details (optional). Databuddy: "Error Response Format", details.
     */
    REQUIRED_MISSING_DETAILS_ARE_NO_CRASH,

    /**
     * An error with fields that no document names is an error with its status.
     *
     * <p>Buena: "Fields", which leaves out three fields of its own examples.
     */
    REQUIRED_EXTRA_FIELDS_ARE_NO_CRASH,

    /**
     * Nothing that the client reports or throws contains the API key, in no situation. Its first 8 characters may be shown.
     *
     * <p>Buena: "Need Help?". Databuddy: "2. Enable Detailed Logging".
     */
    REQUIRED_KEY_IS_IN_NO_MESSAGE,

    /**
     * An error with 4xx that the document gives no reason to try again is not tried again. One such reason is 429.
     *
     * <p>Buena: "Python". Databuddy: "Error Codes", by their solutions.
     */
    REQUIRED_CLIENT_ERRORS_ARE_NOT_RETRIED,

    /**
     * Where the answer tells how long to wait, in the body or in {@code Retry-After}, a further attempt comes no sooner. A
     * client that gives up at once keeps this rule, too.
     *
     * <p>Buena: "RATE_LIMIT_EXCEEDED (429)". Databuddy: "RATE_LIMIT_EXCEEDED".
     */
    REQUIRED_WAITS_ARE_KEPT,

    /**
     * Attempts end, whether the API fails for good or connections break. How many are too many says
     * {@link ClientContract#mostAttempts()}.
     *
     * <p>Buena: "Python", max_retries. Databuddy's sample under "Handling Errors" calls itself without end, and fails here.
     */
    REQUIRED_RETRIES_ARE_BOUNDED,

    /**
     * The error has the details of the answer.
     *
     * <p>Buena: "JavaScript/TypeScript" and "Python", details. Databuddy: "Validation Error Handling".
     */
    OPTIONAL_DETAILS_ARE_REPORTED,

    /**
     * The error has the time to wait that the answer tells.
     *
     * <p>Buena: "RATE_LIMIT_EXCEEDED (429)". Databuddy: "RATE_LIMIT_EXCEEDED".
     */
    OPTIONAL_RETRY_AFTER_IS_REPORTED,

    /**
     * The error has the id of the request.
     *
     * <p>Databuddy: "1. Use Request IDs".
     */
    OPTIONAL_REQUEST_ID_IS_REPORTED,

    /**
     * Where the answer tells no wait, each further wait is longer than the first, by a fifth at least. It takes three
     * attempts to see that, and little jitter; a client that makes fewer keeps this rule, too.
     *
     * <p>Buena: "Python", 2 ** attempt. Databuddy: "SERVICE_UNAVAILABLE", exponential backoff.
     */
    OPTIONAL_BACKOFF_GROWS,

    /**
     * A {@code Retry-After} that is a date is waited for, if the body does not tell a wait. A client that gives up at once keeps
     * this rule, too.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#field.retry-after">RFC 9110, Retry-After</a>
     */
    OPTIONAL_RETRY_AFTER_DATE_IS_KEPT;

    private static final Pattern WORD = Pattern.compile("_([A-Z])([A-Z]*)");

    boolean isOptional() {
        return name().startsWith("OPTIONAL_");
    }

    /** The name of its test, such as {@code required_statusIsReported}. */
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

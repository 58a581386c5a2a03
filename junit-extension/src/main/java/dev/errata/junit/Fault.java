package dev.errata.junit;

import org.apiguardian.api.API;

/**
 * A way in which an answer goes wrong on its way, or arrives as no client expects it: at some stage of the answer, some
 * effect sets in.
 *
 * <pre>{@code
 * buena.willFail(Fault.RESET_IN_BODY).times(2);                          // breaks what would have been answered
 * buena.willFail(BuenaError.NOT_FOUND).with(Fault.TRUNCATED_JSON);       // breaks a certain error
 * BuenaClient client = new BuenaClient(buena.baseUrl(Fault.EMPTY_REPLY)); // every request, without a script
 * }</pre>
 *
 * <p>What a client sees was tried with the HTTP clients of the JDK (17 and 25), OkHttp 5, Apache HttpClient 5 and Spring's
 * {@code RestClient} on {@code HttpURLConnection}, on Linux. A reset may overtake what was sent before it: Linux hands a
 * client those bytes first, other systems may drop them, so that a client there sees a reset where this says it sees a part
 * of an answer. To a request with HEAD there is no body, so what sets in after the headers leaves its answer whole.
 *
 * <p>Clients may send a request again by themselves when a connection breaks before the headers have come; each such request
 * is one more for a script. By default a GET is sent twice by the JDK's client ({@link #RESET_BEFORE_HEADERS},
 * {@link #EMPTY_REPLY}), by {@code HttpURLConnection} (these and {@link #RESET_IN_HEADERS}) and by Apache HttpClient (these
 * and {@link #GARBAGE}; after a second). OkHttp sends any request again, a POST too, but only if it had used the connection
 * before. OkHttp and Apache HttpClient can be told not to.
 *
 * <p>A fault needs an answer to break: the one that the request would have got, and where there is none, or one without a
 * body, status 200 with the body <code>{}</code>. Faults of the {@linkplain Stage#ENVELOPE envelope} break the error that
 * the request would have got, and if it is none, the first server error of the catalog. After a fault at any other stage
 * than {@link Stage#CONTENT} and {@link Stage#ENVELOPE} the connection is closed.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public enum Fault {
    /**
     * Nobody listens. The client cannot connect, and fails at once with its exception for that
     * ({@code ConnectException}, on some clients wrapped).
     *
     * <p>There is no request, so this fault has a {@linkplain StubServer#baseUrl(Fault) URL} but cannot be scripted.
     */
    CONNECTION_REFUSED(Stage.CONNECTION, Effect.REFUSE),

    /**
     * The connection is reset instead of an answer. The client fails with "Connection reset"; with the JDK's client that is
     * the cause of "header parser received no bytes".
     */
    RESET_BEFORE_HEADERS(Stage.BEFORE_HEADERS, Effect.RESET),

    /**
     * The connection is reset in the middle of the headers. The client has no status, and fails with "Connection reset".
     * {@code HttpURLConnection} does so only for a success; of an error it sees the status and an empty body, and no failure.
     */
    RESET_IN_HEADERS(Stage.HEADERS, Effect.RESET),

    /** The connection is reset after the headers. The client has the status, and fails when it reads the body. */
    RESET_AFTER_HEADERS(Stage.AFTER_HEADERS, Effect.RESET),

    /**
     * The connection is reset in the middle of the body. The client has the status and half of the body, and fails then. The
     * JDK's client may drop the half that it has.
     */
    RESET_IN_BODY(Stage.BODY, Effect.RESET),

    /** The connection is closed instead of an answer. The client fails: no bytes, no status ("Empty reply" to curl). */
    EMPTY_REPLY(Stage.BEFORE_HEADERS, Effect.CLOSE),

    /**
     * Bytes that are no HTTP, then the end. The client fails for want of a status line; Apache HttpClient passes over the
     * bytes and fails as with {@link #EMPTY_REPLY}, and Spring on {@code HttpURLConnection} throws an
     * {@code IllegalArgumentException} about the status -1.
     */
    GARBAGE(Stage.BEFORE_HEADERS, Effect.REPLACE),

    /**
     * The headers come in 20 pieces over 2 seconds, then the body. A patient client sees the whole answer. The time-out of a
     * request of the JDK's client counts all of it, a time-out that begins anew with each byte never strikes.
     */
    SLOW_HEADERS(Stage.HEADERS, Effect.DRIBBLE),

    /**
     * The body comes in 20 pieces over 2 seconds. A patient client sees the whole answer; a time-out that begins anew with each
     * byte never strikes, nor does that of a request of the JDK's client, which ends with the headers.
     */
    DRIBBLED_BODY(Stage.BODY, Effect.DRIBBLE),

    /**
     * The headers never end: half of them comes, then nothing. Only a time-out for the answer helps the client; when it
     * strikes, {@code HttpURLConnection} sees of an error the status and an empty body, and no failure. The connection stays
     * open until the client or the server is closed.
     */
    STALLED_HEADERS(Stage.HEADERS, Effect.STALL),

    /**
     * The body stops in the middle. The client has the status, and waits for the rest until a time-out of its own strikes;
     * of the clients that were tried the one of the JDK has none for this. The connection stays open until the client or the
     * server is closed.
     */
    STALLED_BODY(Stage.BODY, Effect.STALL),

    /**
     * The header {@code Content-Length} promises twice as much as comes before the connection is closed. The client has the
     * status and the body, and fails with its exception for an early end; {@code HttpURLConnection} of Java 17 does not mind,
     * and sees a proper answer.
     */
    CONTENT_LENGTH_TOO_LONG(Stage.BODY, Effect.CLOSE),

    /**
     * The header {@code Content-Length} promises half of what comes. The client sees half of the body, and no failure
     * but the one that half of a JSON document makes.
     */
    CONTENT_LENGTH_TOO_SHORT(Stage.HEADERS, Effect.MISSTATE),

    /** A proper answer whose JSON ends in the middle. The client sees the status, and a body that is no JSON. */
    TRUNCATED_JSON(Stage.CONTENT, Effect.TRUNCATE),

    /**
     * A proper answer with bytes in a string of its JSON that are no UTF-8. The client sees the status; whether the body is
     * refused or shows replacement characters is up to its JSON library and to whether it decodes bytes or text.
     */
    INVALID_UTF_8(Stage.CONTENT, Effect.CORRUPT),

    /** Status 502 with the HTML page of a gateway. The client sees a body that is no JSON. */
    GATEWAY_HTML(Stage.CONTENT, Effect.REPLACE),

    /** The right body under {@code Content-Type: text/html}. The client sees the status; some refuse to read the JSON. */
    WRONG_CONTENT_TYPE(Stage.CONTENT, Effect.MISSTATE),

    /** Status 500 without a body, and without a {@code Content-Type}. */
    EMPTY_SERVER_ERROR(Stage.CONTENT, Effect.OMIT),

    /** Status 204 where a body is expected. */
    NO_CONTENT(Stage.CONTENT, Effect.OMIT),

    /** An error whose code is none of the documented ones: {@code UNDOCUMENTED_CODE}. */
    UNKNOWN_CODE(Stage.ENVELOPE, Effect.REPLACE),

    /** An error without its code. */
    MISSING_CODE(Stage.ENVELOPE, Effect.OMIT),

    /** An error without its message. */
    MISSING_MESSAGE(Stage.ENVELOPE, Effect.OMIT),

    /** An error whose code is a number. */
    NUMERIC_CODE(Stage.ENVELOPE, Effect.CORRUPT),

    /** An error whose message is an object. */
    MESSAGE_OBJECT(Stage.ENVELOPE, Effect.CORRUPT);

    /** Where in an answer a fault sets in. */
    public enum Stage {
        /** Before there is a connection. */
        CONNECTION,
        /** After the request, before the first byte of the answer. */
        BEFORE_HEADERS,
        /** In the status line and the headers. */
        HEADERS,
        /** Between the headers and the body. */
        AFTER_HEADERS,
        /** In the body. */
        BODY,
        /** In what the answer says; it is proper HTTP and arrives whole. */
        CONTENT,
        /** In the fields that all errors of the API share; it is proper HTTP and JSON. */
        ENVELOPE
    }

    /** What a fault does. */
    public enum Effect {
        /** Nobody is there. */
        REFUSE,
        /** The connection is reset. */
        RESET,
        /** The connection is closed too early. */
        CLOSE,
        /** Nothing more comes, and the connection stays open. */
        STALL,
        /** It comes in small pieces with pauses. */
        DRIBBLE,
        /** Something else comes. */
        REPLACE,
        /** Something is missing. */
        OMIT,
        /** The end is missing. */
        TRUNCATE,
        /** Something is of the wrong kind. */
        CORRUPT,
        /** A header says what is not true. */
        MISSTATE
    }

    private final Stage stage;
    private final Effect effect;

    Fault(Stage stage, Effect effect) {
        this.stage = stage;
        this.effect = effect;
    }

    /**
     * Where in the answer it sets in.
     *
     * @return the stage
     */
    public Stage stage() {
        return stage;
    }

    /**
     * What it does.
     *
     * @return the effect
     */
    public Effect effect() {
        return effect;
    }
}

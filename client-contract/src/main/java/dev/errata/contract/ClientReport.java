package dev.errata.contract;

import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.util.Optional;
import java.util.StringJoiner;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * What a client reported for one call: a value, or an error with what the client says about the answer. Immutable; each method
 * that is not static returns a changed copy.
 *
 * <pre>{@code
 * return ClientReport.error(e).status(e.status()).code(e.code()).retryAfter(e.retryAfter());
 * }</pre>
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class ClientReport {

    /** What an error says about the answer. */
    record Told(
            @Nullable Integer status,
            @Nullable String code,
            @Nullable Object details,
            @Nullable Duration retryAfter,
            @Nullable String requestId) {}

    private final boolean isError;
    private final @Nullable Object reported;
    private final Told told;

    private ClientReport(boolean isError, @Nullable Object reported, Told told) {
        this.isError = isError;
        this.reported = reported;
        this.told = told;
    }

    /**
     * Returns a report of a call that succeeded.
     *
     * @param value what the client returned, {@code null} if it returned nothing
     * @return the report
     */
    public static ClientReport value(@Nullable Object value) {
        return new ClientReport(false, value, new Told(null, null, null, null, null));
    }

    /**
     * Returns a report of a call that failed.
     *
     * @param error the client's exception, or another object that it reports errors with
     * @return the report
     */
    public static ClientReport error(Object error) {
        return new ClientReport(true, error, new Told(null, null, null, null, null));
    }

    /**
     * Adds the HTTP status that the client reports.
     *
     * @param status the status
     * @return the changed report
     * @throws IllegalStateException if this reports a value
     */
    public ClientReport status(int status) {
        return with(new Told(status, told.code, told.details, told.retryAfter, told.requestId));
    }

    /**
     * Adds the error code that the client reports.
     *
     * @param code the code, {@code null} if the client reports none
     * @return the changed report
     * @throws IllegalStateException if this reports a value
     */
    public ClientReport code(@Nullable String code) {
        return with(new Told(told.status, code, told.details, told.retryAfter, told.requestId));
    }

    /**
     * Adds the details that the client reports. As JSON they must be the same as in the answer; fields that are {@code null} do
     * not count.
     *
     * @param details a {@code JsonNode}, or anything that Jackson writes as JSON: a map, a list, a bean; {@code null} or a
     *     {@code MissingNode} if the client reports none
     * @return the changed report
     * @throws IllegalStateException if this reports a value
     */
    public ClientReport details(@Nullable Object details) {
        Object present = details instanceof MissingNode ? null : details;
        return with(new Told(told.status, told.code, present, told.retryAfter, told.requestId));
    }

    /**
     * Adds the time to wait before the next attempt that the client reports.
     *
     * @param retryAfter the time, {@code null} if the client reports none
     * @return the changed report
     * @throws IllegalStateException if this reports a value
     */
    public ClientReport retryAfter(@Nullable Duration retryAfter) {
        return with(new Told(told.status, told.code, told.details, retryAfter, told.requestId));
    }

    /**
     * Adds the request id that the client reports.
     *
     * @param requestId the id, {@code null} if the client reports none
     * @return the changed report
     * @throws IllegalStateException if this reports a value
     */
    public ClientReport requestId(@Nullable String requestId) {
        return with(new Told(told.status, told.code, told.details, told.retryAfter, requestId));
    }

    private ClientReport with(Told more) {
        if (!isError) {
            throw new IllegalStateException("A value has no status, code, details, retryAfter or requestId."
                    + " Report a value or an error, not both.");
        }
        return new ClientReport(true, reported, more);
    }

    boolean isError() {
        return isError;
    }

    Optional<Object> reported() {
        return Optional.ofNullable(reported);
    }

    Told told() {
        return told;
    }

    /** Returns a text such as {@code an error with status 404, code NOT_FOUND: LeadException: Lead not found}. */
    @Override
    public String toString() {
        if (!isError) {
            return "the value " + reported;
        }
        StringJoiner parts = new StringJoiner(", ", "with ", "").setEmptyValue("that says nothing about the answer");
        add(parts, "status", told.status);
        add(parts, "code", told.code);
        add(parts, "details", told.details);
        add(parts, "retryAfter", told.retryAfter);
        add(parts, "requestId", told.requestId);
        return "an error " + parts + ": " + reported;
    }

    private static void add(StringJoiner parts, String name, @Nullable Object value) {
        if (value != null) {
            parts.add(name + " " + value);
        }
    }
}

package dev.errata.stub.internal.wiremock;

import com.github.tomakehurst.wiremock.common.ClientError;
import com.github.tomakehurst.wiremock.common.Errors;
import com.github.tomakehurst.wiremock.common.Json;

/** WireMock's own reader of JSON. It is slow when it is first used, so only rare matchers are left to it. */
final class WireMockJson {

    private WireMockJson() {}

    /** Reads a matcher whose Java API differs between versions of WireMock. */
    static <T> T read(Place at, Class<T> type) {
        try {
            return Json.read(at.node().toString(), type);
        } catch (Exception e) {
            throw new InvalidMatcherException(at.pointer(), reason(e), e);
        }
    }

    /** Returns the reason of an exception in one line, without a full stop. The message of WireMock's exceptions is JSON. */
    static String reason(Exception e) {
        if (e instanceof ClientError refusal) {
            Errors.Error error = refusal.getErrors().first();
            return firstLine(error.getDetail() == null ? error.getTitle() : error.getDetail());
        }
        Throwable cause = e;
        while (cause.getMessage() == null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return firstLine(cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage());
    }

    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        String line = (end < 0 ? text : text.substring(0, end)).trim();
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }
}

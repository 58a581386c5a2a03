package dev.errata.stub.internal.wiremock;

import com.github.tomakehurst.wiremock.http.ChunkedDribbleDelay;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.http.Response;
import dev.errata.fixtures.Fault;
import dev.errata.stub.http.HeaderField;
import dev.errata.stub.http.StubResponse;
import dev.errata.stub.internal.http.exchange.Dribble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a user's stub.
 *
 * @param response the response
 * @param fault the fault that breaks it, if any
 * @param delay the delay before it is sent
 * @param dribble the pace of its body, if it is sent in pieces
 * @param chunked whether the stub has the header {@code Transfer-Encoding: chunked}
 */
public record StubAnswer(
        StubResponse response, Optional<Fault> fault, Duration delay, Optional<Dribble> dribble, boolean chunked) {

    static StubAnswer of(Response given) {
        StubResponse response =
                response(given.getStatus(), given.getStatusMessage(), given.getHeaders(), given.getBody());
        return new StubAnswer(
                response,
                Optional.ofNullable(given.getFault()).map(StubAnswer::fault),
                Duration.ofMillis(Math.max(0, given.getInitialDelay())),
                dribble(given.getChunkedDribbleDelay()),
                response.headers().stream().anyMatch(StubAnswer::asksForChunks));
    }

    /** Throws {@link IllegalArgumentException} if status, reason or a header cannot be sent. */
    static StubResponse response(
            int status, @Nullable String reason, @Nullable HttpHeaders headers, byte @Nullable [] body) {
        List<HeaderField> fields = new ArrayList<>();
        if (headers != null) {
            for (HttpHeader header : headers.all()) {
                for (String value : header.values()) {
                    fields.add(new HeaderField(header.key(), value));
                }
            }
        }
        return new StubResponse(status, Optional.ofNullable(reason), fields, body == null ? new byte[0] : body);
    }

    /** Throws {@link IllegalArgumentException} if there are no pieces. */
    static Optional<Dribble> dribble(@Nullable ChunkedDribbleDelay delay) {
        return delay == null
                ? Optional.empty()
                : Optional.of(new Dribble(delay.getNumberOfChunks(), Duration.ofMillis(delay.getTotalDuration())));
    }

    private static boolean asksForChunks(HeaderField header) {
        return header.isNamed("Transfer-Encoding") && header.value().equalsIgnoreCase("chunked");
    }

    private static Fault fault(com.github.tomakehurst.wiremock.http.Fault fault) {
        return switch (fault) {
            case CONNECTION_RESET_BY_PEER -> Fault.RESET_BEFORE_HEADERS;
            case EMPTY_RESPONSE -> Fault.EMPTY_REPLY;
            case MALFORMED_RESPONSE_CHUNK -> Fault.MALFORMED_CHUNK;
            case RANDOM_DATA_THEN_CLOSE -> Fault.GARBAGE;
        };
    }
}

package dev.errata.stub.faults;

import static dev.errata.stub.injection.Failure.failure;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a client saw of an answer, as far as it came, and how it failed. */
final class Outcome {

    /** A request; tells what comes of it while it comes. */
    interface Call {
        void make(Outcome outcome) throws Exception;
    }

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int status;
    private Optional<String> contentType = Optional.empty();
    private Optional<Exception> failure = Optional.empty();
    private Duration took = Duration.ZERO;

    private Outcome() {}

    static Outcome of(Call call) {
        Outcome outcome = new Outcome();
        long start = System.nanoTime();
        try {
            call.make(outcome);
        } catch (Exception e) {
            outcome.failure = Optional.of(e);
        }
        outcome.took = Duration.ofNanos(System.nanoTime() - start);
        return outcome;
    }

    /** Has the status and the headers, and reads the body byte by byte, so that nothing is lost where it breaks off. */
    void read(int receivedStatus, Optional<String> receivedType, InputStream receivedBody) throws IOException {
        status = receivedStatus;
        contentType = receivedType;
        for (int next = receivedBody.read(); next >= 0; next = receivedBody.read()) {
            body.write(next);
        }
    }

    /** The status, 0 if the client did not come to see it. */
    int status() {
        return status;
    }

    /** Without its parameters. */
    Optional<String> contentType() {
        return contentType.map(type -> type.replaceFirst(";.*", ""));
    }

    byte[] body() {
        return body.toByteArray();
    }

    String text() {
        return body.toString(UTF_8);
    }

    /** The exception, empty if there was none. */
    Optional<Exception> failure() {
        return failure;
    }

    /** The exception and its causes. */
    List<Throwable> failures() {
        return Stream.<Throwable>iterate(failure.orElse(null), e -> e != null, Throwable::getCause)
                .toList();
    }

    Duration took() {
        return took;
    }

    @Override
    public String toString() {
        return "%d %s \"%s\" %s after %s".formatted(status, contentType.orElse("-"), text(), failures(), took);
    }
}

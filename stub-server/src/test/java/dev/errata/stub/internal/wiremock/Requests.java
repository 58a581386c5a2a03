package dev.errata.stub.internal.wiremock;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.errata.stub.http.HeaderField;
import dev.errata.stub.http.StubRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Requests of tests, written as on the wire. */
final class Requests {

    static final URI ROOT = URI.create("http://127.0.0.1:43215");

    private Requests() {}

    /** Reads {@code POST /leads\nname: value\n\nbody}, the method GET if none is written. */
    static StubRequest request(String text) {
        int end = text.indexOf("\n\n");
        List<String> lines = (end < 0 ? text : text.substring(0, end)).lines().toList();
        String[] first = lines.get(0).split(" ", 2);
        List<HeaderField> headers = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] header = line.split(": ", 2);
            headers.add(new HeaderField(header[0], header[1]));
        }
        return new StubRequest(
                first.length == 1 ? "GET" : first[0],
                first[first.length - 1],
                headers,
                end < 0 ? new byte[0] : text.substring(end + 2).getBytes(UTF_8));
    }
}

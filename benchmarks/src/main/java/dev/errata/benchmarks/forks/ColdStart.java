package dev.errata.benchmarks.forks;

import dev.errata.benchmarks.contenders.ErrorAnswer;
import dev.errata.benchmarks.contenders.ErrorServer;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;

/** Starts a server, asks it once, and ends. The parent process measures the time until this one says so. */
public final class ColdStart {

    /** What it says. */
    public static final String ANSWERED = "answered";

    private ColdStart() {}

    /** Arguments: the class of the server, the file of the answers. */
    public static void main(String[] args) throws Exception {
        Served served = Served.of(args);
        ErrorServer server = served.start();
        ErrorAnswer expected = served.read().get(0);
        HttpURLConnection connection =
                (HttpURLConnection) server.url(expected).toURL().openConnection();
        int status = connection.getResponseCode();
        try (InputStream body = connection.getErrorStream()) {
            String got = new String(body.readAllBytes(), StandardCharsets.UTF_8);
            if (status != expected.status() || !got.equals(expected.body())) {
                throw new IllegalStateException("Expected " + expected + ", got " + status + " " + got);
            }
        }
        System.out.println(ANSWERED);
        // Some servers leave threads that are no daemons.
        System.exit(0);
    }
}

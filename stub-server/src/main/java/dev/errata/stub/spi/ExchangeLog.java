package dev.errata.stub.spi;

import dev.errata.fixtures.traffic.Exchange;
import java.io.PrintStream;

/** Prints a line for each exchange of each server, keys masked; switched on by the system property {@code errata.log}. */
final class ExchangeLog implements ServerListener {

    static final String PROPERTY = "errata.log";

    private final PrintStream out;

    ExchangeLog(PrintStream out) {
        this.out = out;
    }

    @Override
    public void answered(ObservedServer server, Exchange exchange) {
        out.println("[errata] " + server + ": " + exchange);
    }
}

package dev.errata.junit.internal;

import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where a host waits for requests.
 *
 * @param address the address that it listens on
 * @param port the port, 0 for any that is free
 * @param front answers some requests before anything else does; empty if there is none
 */
public record Listener(InetAddress address, int port, Optional<Function<Request, Optional<ResponseDefinition>>> front) {

    /** IPv4 by number: a name would be looked up, and answered with IPv6 first. */
    private static final InetAddress LOOPBACK = ipv4Loopback();

    /** A free port on the loopback interface. */
    public static final Listener FREE_PORT = new Listener(LOOPBACK, 0, Optional.empty());

    /** The same on another address. */
    public Listener at(InetAddress other) {
        return new Listener(other, port, front);
    }

    /** The same on another port. */
    public Listener at(int other) {
        return new Listener(address, other, front);
    }

    /** The same with a front. */
    public Listener behind(Function<Request, Optional<ResponseDefinition>> other) {
        return new Listener(address, port, Optional.of(other));
    }

    /** The host of URLs that lead here from this machine: who listens on all addresses is found at the loopback one. */
    String host() {
        InetAddress reached = address.isAnyLocalAddress() ? LOOPBACK : address;
        return reached instanceof Inet6Address ? "[" + reached.getHostAddress() + "]" : reached.getHostAddress();
    }

    private static InetAddress ipv4Loopback() {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}

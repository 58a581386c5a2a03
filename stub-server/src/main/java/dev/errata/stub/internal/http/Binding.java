package dev.errata.stub.internal.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Where a port listens.
 *
 * @param address the address of an interface, or the wildcard address for all of them
 * @param port the port number; 0 for any free one
 * @param tls what TLS does there; plain HTTP without
 */
public record Binding(InetAddress address, int port, Optional<Tls> tls) {

    /** A free port of 127.0.0.1. */
    public static final Binding LOOPBACK = new Binding(loopback(), 0, Optional.empty());

    /** Returns the same place with another port. */
    public Binding withPort(int other) {
        return new Binding(address, other, tls);
    }

    /** Returns the same place with another address. */
    public Binding withAddress(InetAddress other) {
        return new Binding(other, port, tls);
    }

    /** Returns the same place with TLS. */
    public Binding withTls(Tls other) {
        return new Binding(address, port, Optional.of(other));
    }

    /** Returns the root URL: {@code http://host:port}, without a slash at the end. */
    String url() {
        return (tls.isPresent() ? "https://" : "http://") + host() + ":" + port;
    }

    /**
     * Returns the host for URLs.
     *
     * @return a literal address, in brackets if it is one of IPv6; 127.0.0.1 for the wildcard address
     */
    public String host() {
        if (address.isAnyLocalAddress()) {
            return "127.0.0.1";
        }
        return address instanceof Inet6Address ? "[" + address.getHostAddress() + "]" : address.getHostAddress();
    }

    /** Returns the address by number: the loopback address of the JDK may be the one of IPv6. */
    private static InetAddress loopback() {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        } catch (UnknownHostException e) {
            throw new AssertionError("Four bytes are an address", e);
        }
    }
}

package dev.errata.stub.internal.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Where a port listens.
 *
 * @param address the address of an interface, or the wildcard address for all of them
 * @param port the port number; 0 for any free one
 */
public record Binding(InetAddress address, int port) {

    /** A free port of 127.0.0.1. */
    public static final Binding LOOPBACK = new Binding(loopback(), 0);

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

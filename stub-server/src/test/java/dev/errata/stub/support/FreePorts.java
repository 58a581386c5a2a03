package dev.errata.stub.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Finds ports that stay free: below those that the system gives to the connections and servers of any program. */
public final class FreePorts {

    private FreePorts() {}

    /** Returns a port of the loopback address. */
    public static int find() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(10_000, 30_000);
            try {
                new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
                return port;
            } catch (IOException e) {
                // It is taken. Another one will do.
            }
        }
    }
}

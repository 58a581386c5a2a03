package dev.errata.stub.internal.http;

import dev.errata.stub.http.StubResponse;
import dev.errata.stub.internal.http.exchange.Transmission;
import dev.errata.stub.internal.http.exchange.UnreadableRequest;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** A client's connection: reads its requests, one after the other, and has them answered. */
final class Connection implements Runnable {

    private final SocketChannel channel;
    private final HttpPort port;
    private volatile boolean aborted;

    Connection(SocketChannel channel, HttpPort port) {
        this.channel = channel;
        this.port = port;
    }

    @Override
    public void run() {
        try (channel) {
            if (port.tls().equals(Optional.of(Tls.FAILED_HANDSHAKE))) {
                failHandshake();
                return;
            }
            Wire wire = new Wire(channel, port.tls(), port.closed());
            if (!begin(wire)) {
                return;
            }
            RequestReader reader = new RequestReader(wire, port.limits());
            Head head = new Head();
            while (true) {
                Incoming incoming = reader.next();
                if (incoming instanceof Incoming.Whole whole) {
                    Reply reply = new Reply(wire, head, port, whole);
                    call(reply, () -> port.handler().handle(whole.request(), reply));
                    if (reply.keepsConnection()) {
                        continue;
                    }
                    if (reply.stalls()) {
                        wire.ignoreInput();
                    }
                } else if (incoming instanceof Incoming.Broken broken) {
                    refuse(broken.request(), new Reply(wire, head, port, broken.request()));
                }
                wire.close(incoming instanceof Incoming.Broken);
                return;
            }
        } catch (IOException e) {
            // The client has left, or the port was closed: nobody is left to tell.
        } finally {
            port.forget(this);
        }
    }

    /** Has the TLS handshake, and returns whether it succeeded. If not, that stands in the place of a request. */
    private boolean begin(Wire wire) throws IOException {
        try {
            wire.begin(port.limits().request());
            return true;
        } catch (SSLException e) {
            if (!aborted && port.tls().equals(Optional.of(Tls.GOOD))) {
                String reason = "handshake failed: " + e.getMessage();
                port.handler().brokeOff(new UnreadableRequest("TLS", reason, List.of(), 0, reason));
            }
            return false;
        }
    }

    /** Answers the client's first message with an alert. */
    private void failHandshake() throws IOException {
        Wire wire = new Wire(channel, Optional.empty(), port.closed());
        if (wire.fill(System.nanoTime() + port.limits().request().toNanos())) {
            byte[] alert = Certificates.alert();
            wire.write(alert, 0, alert.length);
        }
        wire.close(true);
    }

    private void refuse(UnreadableRequest request, Reply reply) {
        if (request.status() == 408) {
            reply.send(Transmission.of(StubResponse.text(request.status(), request.reason())));
            port.handler().brokeOff(request);
        } else if (request.status() != 0) {
            call(reply, () -> port.handler().refuse(request, reply));
        } else if (!aborted) {
            port.handler().brokeOff(request);
        }
    }

    /** Calls the handler. Whatever it does, the client gets an answer. */
    private static void call(Reply reply, Runnable handler) {
        try {
            handler.run();
            reply.fail("the request was not answered");
        } catch (RuntimeException | Error e) {
            reply.fail(e.toString());
            if (e instanceof VirtualMachineError) {
                throw e;
            }
        } finally {
            // What the handler left over would close the channel at the next read.
            Thread.interrupted();
        }
    }

    /** Resets the connection. Its thread ends soon afterwards. */
    void abort() {
        aborted = true;
        Wire.abort(channel);
    }
}

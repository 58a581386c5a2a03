package dev.errata.stub.internal.http;

/** What TLS does on a port: the certificate that it shows, or none. */
public enum Tls {
    /** A certificate that clients accept if they trust the authority. */
    GOOD("good"),
    /** A certificate whose time is over. */
    EXPIRED("expired"),
    /** A certificate for another host. */
    WRONG_HOST("wrong-host"),
    /** A certificate that an unknown authority has signed. */
    UNTRUSTED("untrusted"),
    /** No certificate: clients are told that they have nothing in common with the server. */
    FAILED_HANDSHAKE("");

    private final String certificate;

    Tls(String certificate) {
        this.certificate = certificate;
    }

    /** Returns the name of the certificate's files. */
    String certificate() {
        return certificate;
    }
}

package dev.errata.stub.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.EnumMap;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** The certificates of servers with TLS: files in the jar, made by {@code src/certificates/make.sh}. */
public final class Certificates {

    /** A fatal alert: handshake failure (RFC 8446, section 6.2). */
    private static final byte[] ALERT = {0x15, 3, 3, 0, 2, 2, 40};

    private static final Map<Tls, SSLContext> CONTEXTS = new EnumMap<>(Tls.class);

    /** The one key that a port has. It asks nothing of clients, and takes no choice. */
    private static final class Key extends X509ExtendedKeyManager {

        private static final String ALIAS = "errata";

        private final PrivateKey key;
        private final X509Certificate certificate;

        Key(PrivateKey key, X509Certificate certificate) {
            this.key = key;
            this.certificate = certificate;
        }

        @Override
        public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
            return keyType.equals("EC") ? new String[] {ALIAS} : null;
        }

        @Override
        public @Nullable String chooseServerAlias(
                String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return keyType.equals("EC") ? ALIAS : null;
        }

        @Override
        public @Nullable String chooseEngineServerAlias(
                String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
            return chooseServerAlias(keyType, issuers, null);
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return new X509Certificate[] {certificate};
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return key;
        }

        @Override
        public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseClientAlias(
                String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return null;
        }
    }

    private Certificates() {}

    /** Puts TLS upon a connection. The handshake is the first thing that is read. */
    static SSLSocket over(Socket socket, Tls tls) throws IOException {
        SSLSocket secure = (SSLSocket) context(tls).getSocketFactory().createSocket(socket, (InputStream) null, true);
        secure.setUseClientMode(false);
        return secure;
    }

    /** Returns what to send in place of a handshake. */
    static byte[] alert() {
        return ALERT.clone();
    }

    private static SSLContext context(Tls tls) {
        synchronized (CONTEXTS) {
            return CONTEXTS.computeIfAbsent(tls, Certificates::makeContext);
        }
    }

    private static SSLContext makeContext(Tls tls) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {key(tls.certificate())}, null, new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK cannot use the certificate \"" + tls.certificate() + "\"", e);
        }
    }

    private static Key key(String certificate) throws GeneralSecurityException {
        PrivateKey key =
                KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(bytes(certificate + ".key.der")));
        try (InputStream in = open(certificate + ".der")) {
            return new Key(key, (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(String file) {
        try (InputStream in = open(file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String file) {
        InputStream in = Certificates.class.getResourceAsStream("tls/" + file);
        if (in == null) {
            throw new IllegalStateException("errata-stub-server is damaged: " + file + " is missing");
        }
        return in;
    }

    /**
     * Returns the certificate of the authority that has signed the good certificate.
     *
     * @return the certificate as PEM
     */
    public static byte[] authority() {
        return bytes("authority.pem");
    }
}

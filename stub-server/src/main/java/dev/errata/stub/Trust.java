package dev.errata.stub;

import dev.errata.stub.internal.http.Certificates;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.apiguardian.api.API;

/**
 * The authority that signed the certificates of servers with TLS, in the forms that clients take. Its private key is gone: it
 * will never sign anything else. See {@link StubServer#trust()}.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class Trust {

    private static final Trust AUTHORITY = new Trust();

    private static final String ALIAS = "errata";

    private Trust() {}

    /**
     * Returns the authority, which is the same for all servers. For clients that are made before their server; else
     * {@link StubServer#trust()} is the nearer way.
     *
     * @return the authority
     */
    public static Trust authority() {
        return AUTHORITY;
    }

    /**
     * Returns a context for clients that trusts this authority and no other.
     *
     * <pre>{@code
     * HttpClient.newBuilder().sslContext(buena.trust().sslContext())
     * }</pre>
     *
     * @return a new context
     */
    public SSLContext sslContext() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {trustManager()}, new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw unusable(e);
        }
    }

    /**
     * Returns a trust manager that trusts this authority and no other; OkHttp wants one beside the context.
     *
     * <pre>{@code
     * new OkHttpClient.Builder().sslSocketFactory(trust.sslContext().getSocketFactory(), trust.trustManager())
     * }</pre>
     *
     * @return the trust manager
     */
    public X509TrustManager trustManager() {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(keyStore());
            return (X509TrustManager) factory.getTrustManagers()[0];
        } catch (GeneralSecurityException e) {
            throw unusable(e);
        }
    }

    /**
     * Returns a key store with this authority.
     *
     * @return a new key store in memory, of type PKCS12
     */
    public KeyStore keyStore() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry(ALIAS, certificate());
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw unusable(e);
        }
    }

    /**
     * Writes the key store into a file, for {@code -Djavax.net.ssl.trustStore} and the like.
     *
     * @param file where to; replaced if it is there
     * @param password what opens the key store
     * @return the file
     * @throws IOException if it cannot be written
     */
    public Path writeKeyStore(Path file, String password) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            keyStore().store(out, password.toCharArray());
            return file;
        } catch (GeneralSecurityException e) {
            throw unusable(e);
        }
    }

    /**
     * Returns the certificate of this authority.
     *
     * @return the certificate
     */
    public X509Certificate certificate() {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(Certificates.authority()));
        } catch (GeneralSecurityException e) {
            throw unusable(e);
        }
    }

    /**
     * Returns the certificate of this authority as text, for {@code curl --cacert} and {@code NODE_EXTRA_CA_CERTS}, which want
     * it in a file.
     *
     * @return the certificate as PEM
     */
    public String pem() {
        return new String(Certificates.authority(), StandardCharsets.US_ASCII);
    }

    private static IllegalStateException unusable(Exception cause) {
        return new IllegalStateException("This JDK cannot use Errata's certificates", cause);
    }
}

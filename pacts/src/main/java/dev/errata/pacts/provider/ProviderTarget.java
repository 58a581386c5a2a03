package dev.errata.pacts.provider;

import au.com.dius.pact.core.model.Pact;
import au.com.dius.pact.core.model.PactSource;
import au.com.dius.pact.provider.IProviderInfo;
import au.com.dius.pact.provider.IProviderVerifier;
import au.com.dius.pact.provider.junit5.HttpTestTarget;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a provider listens, by HTTP or HTTPS. */
final class ProviderTarget extends HttpTestTarget {

    private final String scheme;

    ProviderTarget(URI root) {
        super(root.getHost(), port(root), root.getPath());
        this.scheme = root.getScheme();
    }

    private static int port(URI root) {
        if (root.getPort() >= 0) {
            return root.getPort();
        }
        return root.getScheme().equals("https") ? 443 : 80;
    }

    @Override
    public IProviderInfo getProviderInfo(String name, @Nullable PactSource source) {
        IProviderInfo provider = super.getProviderInfo(name, source);
        provider.setProtocol(scheme);
        return provider;
    }

    /** By default Pact prints each step; what went wrong is in the failure anyway. Reports that were asked for come later. */
    @Override
    public void prepareVerifier(IProviderVerifier verifier, Object contract, Pact pact) {
        verifier.setReporters(List.of());
    }
}

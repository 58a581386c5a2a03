package dev.errata.pacts.provider;

import au.com.dius.pact.core.model.IRequest;
import au.com.dius.pact.core.model.Interaction;
import au.com.dius.pact.core.model.Pact;
import au.com.dius.pact.core.model.PactSource;
import au.com.dius.pact.core.model.SynchronousRequestResponse;
import au.com.dius.pact.core.model.generators.GeneratorTestMode;
import au.com.dius.pact.provider.IProviderInfo;
import au.com.dius.pact.provider.IProviderVerifier;
import au.com.dius.pact.provider.ProviderClient;
import au.com.dius.pact.provider.junit5.HttpTestTarget;
import java.net.URI;
import java.util.List;
import java.util.Map;
import kotlin.Pair;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.jspecify.annotations.Nullable;

/** Where a provider listens, by HTTP or HTTPS. */
final class ProviderTarget extends HttpTestTarget {

    private final String scheme;

    ProviderTarget(URI root) {
        super(root.getHost(), port(root), root.getPath(), () -> provider -> client());
        this.scheme = root.getScheme();
    }

    /** Pact's own client asks a second time where it gets 429 or 503; a state may be good for one request. */
    private static CloseableHttpClient client() {
        return HttpClients.custom()
                .useSystemProperties()
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .build();
    }

    @Override
    public Pair<Object, Object> prepareRequest(Pact pact, Interaction interaction, Map<String, Object> context) {
        IRequest request = ((SynchronousRequestResponse) interaction)
                .getRequest()
                .generatedRequest(context, GeneratorTestMode.Provider);
        ProviderClient client = client(getProviderInfo("provider", null));
        return new Pair<>(client.prepareRequest(request), client);
    }

    /** Returns what sends the requests of a pact to a provider. */
    static ProviderClient client(IProviderInfo provider) {
        return new ExactClient(provider, any -> client());
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

package dev.errata.pacts.provider;

import au.com.dius.pact.core.model.IRequest;
import au.com.dius.pact.provider.IHttpClientFactory;
import au.com.dius.pact.provider.IProviderInfo;
import au.com.dius.pact.provider.ProviderClient;
import java.net.URI;
import org.apache.hc.client5.http.classic.methods.HttpUriRequest;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;

/** Sends the requests of a pact as they are. Pact's own client decodes paths, and sends methods that it does not know as GET. */
final class ExactClient extends ProviderClient {

    ExactClient(IProviderInfo provider, IHttpClientFactory clients) {
        super(provider, clients);
    }

    @Override
    public HttpUriRequest newRequest(IRequest request) {
        IProviderInfo provider = getProvider();
        URI root = URI.create("%s://%s:%s".formatted(provider.getProtocol(), provider.getHost(), provider.getPort()));
        HttpUriRequestBase exact = new HttpUriRequestBase(request.getMethod(), root);
        exact.setPath(stripTrailingSlash(provider.getPath()) + Requests.target(request));
        return exact;
    }
}

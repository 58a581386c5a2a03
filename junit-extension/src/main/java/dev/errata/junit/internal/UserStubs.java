package dev.errata.junit.internal;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder.ProxyResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.common.FileSource;
import com.github.tomakehurst.wiremock.common.SingleRootFileSource;
import com.github.tomakehurst.wiremock.core.WireMockApp;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.extension.responsetemplating.ResponseTemplateTransformer;
import com.github.tomakehurst.wiremock.extension.responsetemplating.TemplateEngine;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.store.InMemoryStubMappingStore;
import com.github.tomakehurst.wiremock.store.files.FileSourceBlobStore;
import com.github.tomakehurst.wiremock.stubbing.InMemoryScenarios;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.stubbing.StoreBackedStubMappings;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import com.github.tomakehurst.wiremock.stubbing.StubMappings;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The user's own stubs of one lane, kept and matched by WireMock's own machinery: priorities, scenario states and
 * response templates included, and out of reach of every other lane.
 */
public final class UserStubs {

    /** Where WireMock, too, looks for {@code __files}. */
    private static final FileSource FILES = new SingleRootFileSource("src/test/resources");

    private static final FileSource BODIES = FILES.child(WireMockApp.FILES_ROOT);

    private static final String TEMPLATING = ResponseTemplateTransformer.NAME;

    /** Made when the first stub asks for it, for it takes a while. */
    private static final class Templating {
        static final ResponseDefinitionTransformerV2 TRANSFORMER =
                new ResponseTemplateTransformer(TemplateEngine.defaultTemplateEngine(), false, FILES, List.of());
    }

    private final Map<String, ResponseDefinitionTransformerV2> transformers = new ConcurrentHashMap<>();
    private volatile @Nullable StubMappings mappings;

    /** Adds a stub, its URL as the API itself would see it. */
    public synchronized void add(StubMapping stub) {
        if (isTemplated(stub)) {
            transformers.put(TEMPLATING, Templating.TRANSFORMER);
        }
        StubMappings existing = mappings;
        StubMappings present = existing != null ? existing : empty();
        present.addMapping(stub);
        mappings = present;
    }

    /** Refuses what WireMock would pass over in silence, because no extension of that name is there. */
    private static boolean isTemplated(StubMapping stub) {
        List<String> wanted = Objects.requireNonNullElse(stub.getResponse().getTransformers(), List.of());
        if (!List.of(TEMPLATING).containsAll(wanted)) {
            throw new IllegalArgumentException(
                    "Of WireMock's transformers only " + TEMPLATING + " is there, not " + wanted);
        }
        Requests.requireKnown(stub.getRequest());
        // Null where a stub has none.
        if (!Objects.requireNonNullElse(stub.getPostServeActions(), List.of()).isEmpty()
                || !Objects.requireNonNullElse(stub.getServeEventListeners(), List.of())
                        .isEmpty()) {
            throw new IllegalArgumentException("Webhooks and other actions after an answer are not run");
        }
        return !wanted.isEmpty();
    }

    private StubMappings empty() {
        return new StoreBackedStubMappings(
                new InMemoryStubMappingStore(),
                new InMemoryScenarios(),
                Map.of(),
                Map.of(),
                transformers,
                new FileSourceBlobStore(FILES),
                List.of(),
                Map.of());
    }

    /**
     * Finds the stub that fits.
     *
     * @param request the request as the API itself would see it
     * @param prefix what stands before the API's paths on the host, and must not reach a server that a stub forwards to
     */
    Optional<ResponseDefinition> answer(Request request, String prefix) {
        StubMappings present = mappings;
        if (present == null) {
            return Optional.empty();
        }
        ResponseDefinition found = present.serveFor(ServeEvent.of(request)).getResponseDefinition();
        if (!found.wasConfigured()) {
            return Optional.empty();
        }
        return Optional.of(found.isProxyResponse() ? withoutPrefix(found, prefix) : withBody(found));
    }

    /** WireMock would read a file only when it sends it, too late for a fault that breaks what it says. */
    private static ResponseDefinition withBody(ResponseDefinition found) {
        return found.specifiesBodyFile()
                ? ResponseDefinitionBuilder.like(found)
                        .withBodyFile(null)
                        .withBody(BODIES.getBinaryFileNamed(found.getBodyFileName())
                                .readContents())
                        .build()
                : found;
    }

    private static ResponseDefinition withoutPrefix(ResponseDefinition forwarded, String prefix) {
        String own = forwarded.getProxyUrlPrefixToRemove();
        return ((ProxyResponseDefinitionBuilder) ResponseDefinitionBuilder.like(forwarded))
                .withProxyUrlPrefixToRemove(own == null ? prefix : prefix + own)
                .build();
    }
}

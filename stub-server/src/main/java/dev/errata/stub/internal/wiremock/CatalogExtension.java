package dev.errata.stub.internal.wiremock;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.MappingsLoaderExtension;
import com.github.tomakehurst.wiremock.extension.Parameters;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.matching.MatchResult;
import com.github.tomakehurst.wiremock.matching.RequestMatcherExtension;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import com.github.tomakehurst.wiremock.stubbing.StubMappings;
import dev.errata.stub.http.HeaderField;
import dev.errata.stub.http.StubRequest;
import dev.errata.stub.http.StubResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;

/** Loads the mappings of a catalog into a WireMock, and does what its own matchers and templates cannot. */
public final class CatalogExtension extends RequestMatcherExtension
        implements MappingsLoaderExtension, ResponseDefinitionTransformerV2 {

    private final String name;
    private final List<String> mappings;
    private final String parameter;
    private final BiPredicate<StubRequest, String> matches;
    private final Function<StubRequest, Optional<StubResponse>> answers;

    /**
     * Creates an extension.
     *
     * @param name what mappings call it
     * @param mappings the mappings, in JSON
     * @param parameter the parameter that a mapping gives to the matcher
     * @param matches tells for the value of that parameter whether a request matches
     * @param answers what requests are answered whose mapping names this extension
     */
    public CatalogExtension(
            String name,
            List<String> mappings,
            String parameter,
            BiPredicate<StubRequest, String> matches,
            Function<StubRequest, Optional<StubResponse>> answers) {
        this.name = name;
        this.mappings = List.copyOf(mappings);
        this.parameter = parameter;
        this.matches = matches;
        this.answers = answers;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public void loadMappingsInto(StubMappings all) {
        mappings.forEach(mapping -> all.addMapping(StubMapping.buildFrom(mapping)));
    }

    @Override
    public MatchResult match(Request request, Parameters parameters) {
        return MatchResult.of(matches.test(received(request), parameters.getString(parameter)));
    }

    @Override
    public boolean applyGlobally() {
        return false;
    }

    @Override
    public ResponseDefinition transform(ServeEvent event) {
        return answers.apply(received(event.getRequest()))
                .map(response -> definition(response).build())
                .orElseGet(event::getResponseDefinition);
    }

    /** Returns a response as WireMock's DSL has it. */
    public static ResponseDefinitionBuilder definition(StubResponse response) {
        ResponseDefinitionBuilder definition = new ResponseDefinitionBuilder().withStatus(response.status());
        response.headers().forEach(header -> definition.withHeader(header.name(), header.value()));
        return response.body().length == 0 ? definition : definition.withBody(response.body());
    }

    private static StubRequest received(Request request) {
        List<HeaderField> headers = new ArrayList<>();
        for (HttpHeader header : request.getHeaders().all()) {
            header.values().forEach(value -> headers.add(new HeaderField(header.key(), value)));
        }
        return new StubRequest(request.getMethod().getName(), request.getUrl(), headers, request.getBody());
    }
}

package dev.errata.examples.buena;

import dev.errata.examples.http.Call;
import dev.errata.examples.http.ClientBuilder;
import dev.errata.examples.http.JsonHttp;
import dev.errata.examples.http.SupportReport;
import java.net.URI;
import java.util.List;
import java.util.Objects;

/**
 * A client for the Buena.ai API v2.
 *
 * <pre>{@code
 * BuenaClient buena = BuenaClient.builder(URI.create("https://api.buena.ai/api/v2"), apiKey).build();
 * Lead lead = buena.createLead(NewLead.of("John", "Doe", "john@example.com"));
 * }</pre>
 *
 * <p>Every method throws {@link BuenaApiException} when Buena refuses, and {@link java.io.UncheckedIOException} when it
 * cannot be reached. Before that, a request that met the rate limit is sent again after the time Buena asks for, and
 * one that met a broken network after a growing pause; a POST only if it cannot have arrived. Nothing else is repeated,
 * and nothing without end: see {@link dev.errata.examples.http.RetryConfig}.
 */
public final class BuenaClient {

    private final JsonHttp http;

    private BuenaClient(JsonHttp http) {
        this.http = http;
    }

    /**
     * Starts a client.
     *
     * @param baseUrl the URL that ends in {@code /api/v2}
     * @param apiKey the key from Buena's dashboard
     */
    public static ClientBuilder<BuenaClient> builder(URI baseUrl, String apiKey) {
        return new ClientBuilder<>(baseUrl, apiKey, BuenaApiException::new, BuenaClient::new);
    }

    /** Finds a lead by its id; one that does not exist is a {@link BuenaApiException} with status 404. */
    public Lead getLead(String id) {
        return http.send(Call.get("/leads/" + Call.encode(id)), LeadBody.class).data();
    }

    /** Adds a lead, and returns it with the id it was given. */
    public Lead createLead(NewLead lead) {
        return http.send(Call.post("/leads", lead), LeadBody.class).data();
    }

    /** Deletes a lead. */
    public void deleteLead(String id) {
        http.send(Call.delete("/leads/" + Call.encode(id)));
    }

    /** Leaves an action to Buena, which takes it on LinkedIn in its own time. */
    public void scheduleLinkedInAction(LinkedInAction action) {
        http.send(Call.post("/linkedin/scheduleLinkedInAction", action));
    }

    /** Has Buena look up more about people. Each of them costs credits. */
    public Enrichment enrich(List<NewLead> leads) {
        return http.send(Call.post("/enrich", new EnrichBody(leads)), EnrichmentBody.class)
                .data();
    }

    /**
     * Tells Buena's support of an error that persists.
     *
     * @param error the error
     * @param expected what should have happened
     */
    public SupportReport supportReport(BuenaApiException error, String expected) {
        return http.supportReport(error, expected);
    }

    record LeadBody(Lead data) {
        LeadBody {
            Objects.requireNonNull(data, "data");
        }
    }

    record EnrichBody(List<NewLead> leads) {}

    record EnrichmentBody(Enrichment data) {
        EnrichmentBody {
            Objects.requireNonNull(data, "data");
        }
    }
}

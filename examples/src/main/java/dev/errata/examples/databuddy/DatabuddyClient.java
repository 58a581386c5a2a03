package dev.errata.examples.databuddy;

import dev.errata.examples.http.Call;
import dev.errata.examples.http.ClientBuilder;
import dev.errata.examples.http.JsonHttp;
import dev.errata.examples.http.SupportReport;
import java.net.URI;
import java.util.List;

/**
 * A client for Databuddy's query API.
 *
 * <pre>{@code
 * DatabuddyClient databuddy = DatabuddyClient.builder(URI.create("https://api.databuddy.cc"), apiKey).build();
 * QueryResult traffic = databuddy.query("website_123", Query.of("traffic").during("last7days"));
 * }</pre>
 *
 * <p>Every method throws {@link DatabuddyApiException} when Databuddy refuses, and {@link java.io.UncheckedIOException}
 * when it cannot be reached. Before that, a request that met the rate limit is sent again after the time Databuddy asks
 * for, and one that met a broken network after a growing pause: the queries are POSTs, but they only ask. Nothing else
 * is repeated, and nothing without end.
 */
public final class DatabuddyClient {

    private final JsonHttp http;

    private DatabuddyClient(JsonHttp http) {
        this.http = http;
    }

    /**
     * Starts a client.
     *
     * @param baseUrl the URL before {@code /v1}
     * @param apiKey the key from Databuddy's dashboard
     */
    public static ClientBuilder<DatabuddyClient> builder(URI baseUrl, String apiKey) {
        return new ClientBuilder<>(baseUrl, apiKey, DatabuddyApiException::new, DatabuddyClient::new);
    }

    /** Asks one or more of the questions that Databuddy knows. */
    public QueryResult query(String websiteId, Query query) {
        return http.send(Call.query(of(websiteId, "/v1/query"), query), QueryResult.class);
    }

    /** Asks a question of one's own. */
    public QueryResult customQuery(String websiteId, CustomQuery query) {
        return http.send(Call.query(of(websiteId, "/v1/query/custom"), query), QueryResult.class);
    }

    /** The names that may stand in {@link Query#parameters()}. */
    public List<String> queryTypes() {
        return http.send(Call.get("/v1/query/types"), TypesBody.class).types();
    }

    /**
     * Tells Databuddy's support of an error that persists.
     *
     * @param error the error
     * @param expected what should have happened
     */
    public SupportReport supportReport(DatabuddyApiException error, String expected) {
        return http.supportReport(error, expected);
    }

    private static String of(String websiteId, String path) {
        return path + "?website_id=" + Call.encode(websiteId);
    }

    record TypesBody(List<String> types) {
        TypesBody {
            types = List.copyOf(types);
        }
    }
}

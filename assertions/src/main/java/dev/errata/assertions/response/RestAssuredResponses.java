package dev.errata.assertions.response;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.restassured.http.Header;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;

/**
 * Reads responses of REST Assured. Requires rest-assured 5 on the class path; Errata does not bring it.
 *
 * <pre>{@code
 * assertThat(RestAssuredResponses.of(response)).isError(BuenaError.NOT_FOUND);
 * }</pre>
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class RestAssuredResponses {

    private RestAssuredResponses() {}

    /**
     * Reads a response.
     *
     * @param response the response
     * @return the same response
     */
    public static ReceivedResponse of(Response response) {
        Map<String, List<String>> headers = response.getHeaders().asList().stream()
                .collect(groupingBy(Header::getName, mapping(Header::getValue, toList())));
        return ReceivedResponse.of(response.getStatusCode(), headers, response.asByteArray());
    }
}

package dev.errata.assertions;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.restassured.http.Header;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;

/**
 * Takes the responses of REST Assured to the assertions. Needs rest-assured 5 on the class path, which Errata does not bring.
 *
 * <pre>{@code
 * assertThat(RestAssuredResponses.of(response)).isError(BuenaError.NOT_FOUND);
 * }</pre>
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class RestAssuredResponses {

    private RestAssuredResponses() {}

    /**
     * Takes a response.
     *
     * @param response the response
     * @return the same response
     */
    public static ErrorResponse of(Response response) {
        Map<String, List<String>> headers = response.getHeaders().asList().stream()
                .collect(groupingBy(Header::getName, mapping(Header::getValue, toList())));
        return ErrorResponse.of(response.getStatusCode(), headers, response.asByteArray());
    }
}

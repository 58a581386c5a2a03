package dev.errata.assertions.response;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClientResponseException;

/**
 * Reads responses of Spring's clients. Requires spring-web 6 on the class path; Errata does not bring it.
 *
 * <pre>{@code
 * assertThat(SpringResponses.of(response)).isError(BuenaError.NOT_FOUND);
 * }</pre>
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class SpringResponses {

    private SpringResponses() {}

    /**
     * Reads a response.
     *
     * @param response a response whose body is what {@link ReceivedResponse#ofBody} takes
     * @return the same response
     * @throws IllegalArgumentException if the body is of another type
     */
    public static ReceivedResponse of(ResponseEntity<?> response) {
        return ReceivedResponse.of(
                response.getStatusCode().value(), headers(response.getHeaders()), response.getBody());
    }

    /**
     * Reads the response that an exception of {@code RestClient} or {@code RestTemplate} carries.
     *
     * @param exception the exception
     * @return the response
     */
    public static ReceivedResponse of(RestClientResponseException exception) {
        return ReceivedResponse.of(
                exception.getStatusCode().value(),
                headers(exception.getResponseHeaders()),
                exception.getResponseBodyAsByteArray());
    }

    private static Map<String, List<String>> headers(@Nullable HttpHeaders headers) {
        Map<String, List<String>> byName = new HashMap<>();
        if (headers != null) {
            headers.forEach(byName::put);
        }
        return byName;
    }
}

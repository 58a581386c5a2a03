package dev.errata.assertions;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClientResponseException;

/**
 * Takes the responses of Spring's clients to the assertions. Needs spring-web 6 on the class path, which Errata does not bring.
 *
 * <pre>{@code
 * assertThat(SpringResponses.of(response)).isError(BuenaError.NOT_FOUND);
 * }</pre>
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class SpringResponses {

    private SpringResponses() {}

    /**
     * Takes a response.
     *
     * @param response a response whose body is what {@link ErrorResponse#ofBody} takes
     * @return the same response
     * @throws IllegalArgumentException if the body is anything else
     */
    public static ErrorResponse of(ResponseEntity<?> response) {
        return ErrorResponse.withBody(
                response.getStatusCode().value(), headers(response.getHeaders()), response.getBody());
    }

    /**
     * Takes the response that an exception of {@code RestClient}, {@code RestTemplate} or their like carries.
     *
     * @param exception the exception
     * @return the response
     */
    public static ErrorResponse of(RestClientResponseException exception) {
        return ErrorResponse.of(
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

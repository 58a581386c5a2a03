package dev.errata.assertions.response;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.errata.assertions.internal.json.Body;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apiguardian.api.API;

/**
 * Reads responses of Apache HttpClient 5. Requires httpclient5 on the class path; Errata does not bring it.
 *
 * <pre>{@code
 * assertThat(ApacheResponses.of(response)).isError(BuenaError.NOT_FOUND);
 * }</pre>
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class ApacheResponses {

    private ApacheResponses() {}

    /**
     * Reads a response of the classic client. Its body is read, and put back so that it can be read again.
     *
     * @param response the response, not closed; of a body of over a million bytes only that many are put back
     * @return the same response
     * @throws IOException if the body cannot be read
     */
    public static ReceivedResponse of(ClassicHttpResponse response) throws IOException {
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return ReceivedResponse.of(response.getCode(), headers(response), null);
        }
        byte[] body = EntityUtils.toByteArray(entity, Body.MAX_BYTES + 1);
        response.setEntity(new ByteArrayEntity(body, ContentType.parseLenient(entity.getContentType())));
        return ReceivedResponse.of(response.getCode(), headers(response), body);
    }

    /**
     * Reads a response of the asynchronous client.
     *
     * @param response the response
     * @return the same response
     */
    public static ReceivedResponse of(SimpleHttpResponse response) {
        return ReceivedResponse.of(response.getCode(), headers(response), response.getBodyBytes());
    }

    private static Map<String, List<String>> headers(HttpResponse response) {
        return Stream.of(response.getHeaders())
                .collect(groupingBy(Header::getName, mapping(Header::getValue, toList())));
    }
}

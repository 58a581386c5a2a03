package dev.errata.assertions.response;

import dev.errata.assertions.internal.json.Body;
import java.io.IOException;
import okhttp3.Response;
import org.apiguardian.api.API;

/**
 * Reads responses of OkHttp. Requires OkHttp 4 or 5 on the class path; Errata does not bring it.
 *
 * <pre>{@code
 * assertThat(OkHttpResponses.of(response)).isError(BuenaError.NOT_FOUND);
 * }</pre>
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class OkHttpResponses {

    private OkHttpResponses() {}

    /**
     * Reads a response. Its body is peeked at, and can still be read.
     *
     * @param response the response, not closed
     * @return the same response
     * @throws IOException if the body cannot be read
     */
    public static ReceivedResponse of(Response response) throws IOException {
        return ReceivedResponse.of(
                        response.code(),
                        response.headers().toMultimap(),
                        response.peekBody(Body.MAX_BYTES + 1L).bytes())
                .withRequestHeaders(response.request().headers().toMultimap());
    }
}

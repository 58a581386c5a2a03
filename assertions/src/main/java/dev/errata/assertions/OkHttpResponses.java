package dev.errata.assertions;

import java.io.IOException;
import okhttp3.Response;
import org.apiguardian.api.API;

/**
 * Takes the responses of OkHttp to the assertions. Needs OkHttp 4 or 5 on the class path, which Errata does not bring.
 *
 * <pre>{@code
 * assertThat(OkHttpResponses.of(response)).isError(BuenaError.NOT_FOUND);
 * }</pre>
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class OkHttpResponses {

    private OkHttpResponses() {}

    /**
     * Takes a response. Its body is looked at ahead, and can still be read.
     *
     * @param response the response, not closed
     * @return the same response
     * @throws IOException if the body cannot be read
     */
    public static ErrorResponse of(Response response) throws IOException {
        return ErrorResponse.of(
                        response.code(),
                        response.headers().toMultimap(),
                        response.peekBody(Body.MOST_BYTES + 1L).bytes())
                .to(response.request().headers().toMultimap());
    }
}

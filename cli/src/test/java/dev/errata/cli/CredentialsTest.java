package dev.errata.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing that the program prints or returns shows the credentials of the requests to it, or its token. */
class CredentialsTest {

    /** In the middle of every credential, and nowhere else. */
    private static final String MARK = "s3cr3t";

    private static final String TOKEN = "control-" + MARK + "-token";
    private static final String KEY = "k/" + MARK + "+key";
    private static final String PASSWORD = "p " + MARK + "&word";

    /** Also that of the program's own JVM. */
    private static final Map<String, String> ENVIRONMENT =
            Map.of("ERRATA_TOKEN", TOKEN, "JDK_JAVA_OPTIONS", "-Derrata.log=true");

    private static final Map<String, String> CONTROL =
            Map.of("Authorization", "Bearer " + TOKEN, "Content-Type", "application/json");

    @Test
    void noOutputOfAServerShowsCredentials() throws Exception {
        try (Program errata = Program.errata(ENVIRONMENT, "serve", "buena", "--port", "0")) {
            String api = errata.baseUrl().toString();
            String control = api.replace("/api/v2", "/__errata");
            String query = "?access_token=" + encoded(KEY);
            Map<String, String> credentials = Map.of(
                    "x-api-key", KEY,
                    "Authorization", "Basic " + base64("me:" + PASSWORD),
                    "Cookie", "session=" + KEY,
                    "Referer", "https://shop/" + query,
                    "Content-Type", "application/json");
            HttpResponse<String> armed = Http.send(
                    "POST",
                    control + "/scripts",
                    CONTROL,
                    "{\"error\": \"NOT_FOUND\", \"on\": {\"url\": \"/api/v2/leads" + query
                            + "\", \"headers\": {\"x-api-key\": {\"equalTo\": \"" + KEY + "\"}}}}");
            assertThat(armed.statusCode()).isEqualTo(204);
            HttpResponse<String> list = Http.send("GET", control + "/armed", CONTROL, "");
            String body = "{\"password\": \"" + PASSWORD + "\", \"note\": \"" + KEY + "\"}";
            Http.send("POST", api + "/leads" + query, credentials, body);
            HttpResponse<String> unmatched = Http.send("POST", api + "/nowhere" + query, credentials, body);
            HttpResponse<String> traffic = Http.send("GET", control + "/traffic", CONTROL, "");
            HttpResponse<String> refused =
                    Http.send("GET", control + "/traffic", Map.of("Authorization", "Bearer wrong-" + TOKEN), "");
            errata.waitFor(Pattern.compile("(/nowhere)"));
            errata.terminate();
            int unused = errata.exitCode();

            assertThat(list.body()).contains("access_token=***");
            assertThat(traffic.body()).contains("access_token=***", "Basic ***", "\\\"password\\\": \\\"***\\\"");
            assertThat(unmatched.body()).contains("/nowhere?access_token=***");
            assertThat(errata.printed()).contains("/api/v2/nowhere?access_token=***");
            assertThat(list.body()
                            + traffic.body()
                            + unmatched.body()
                            + refused.body()
                            + errata.printed()
                            + errata.errors())
                    .doesNotContain(MARK, encoded(PASSWORD), base64("me:" + PASSWORD), base64(KEY));
        }
    }

    @ParameterizedTest
    @CsvSource({"--help", "--unknown", "--port=none", "--bind=nowhere.invalid"})
    void noMessageOfTheProgramShowsItsToken(String argument) throws IOException, InterruptedException {
        try (Program errata = Program.errata(ENVIRONMENT, "serve", "buena", argument)) {
            int unused = errata.exitCode();

            assertThat(errata.printed() + errata.errors()).isNotBlank().doesNotContain(MARK);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}

package dev.errata.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.errata.examples.buena.BuenaApiException;
import dev.errata.examples.buena.BuenaClient;
import dev.errata.examples.buena.LinkedInAction;
import dev.errata.examples.buena.NewLead;
import dev.errata.examples.databuddy.CustomQuery;
import dev.errata.examples.databuddy.CustomQuery.Computation;
import dev.errata.examples.databuddy.CustomQuery.Select;
import dev.errata.examples.databuddy.DatabuddyApiException;
import dev.errata.examples.databuddy.DatabuddyClient;
import dev.errata.examples.databuddy.FieldError;
import dev.errata.examples.databuddy.Query;
import dev.errata.examples.http.RetryConfig;
import dev.errata.fixtures.BuenaTestData;
import dev.errata.fixtures.DatabuddyTestData;
import dev.errata.junit.BuenaServer;
import dev.errata.junit.BuenaStubs;
import dev.errata.junit.DatabuddyServer;
import dev.errata.junit.DatabuddyStubs;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors that a request itself brings about, at the plain base URL. The expectations are those of the documents. */
@ExtendWith({BuenaStubs.class, DatabuddyStubs.class})
class TriggersTest {

    private static final LinkedInAction CONNECT = LinkedInAction.connect("https://linkedin.com/in/jane", "Hello");
    private static final NewLead JANE = NewLead.of("Jane", "Doe", "jane@example.com");
    private static final Query TRAFFIC = Query.of("traffic").during("last7days");
    private static final CustomQuery EVENTS = new CustomQuery(
            new Computation("events", List.of(new Select("*", "count")), List.of()), "2024-01-01", "2024-01-31");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                BuenaTestData.MALFORMED_API_KEY,
                BuenaTestData.EXPIRED_API_KEY,
                BuenaTestData.DEACTIVATED_API_KEY
            })
    void buenaRefusesAKeyThatIsNotValid(String key, BuenaServer buena) {
        assertThat(refusal(() -> client(buena, key).getLead("lead_1")))
                .hasMessage("HTTP 401 UNAUTHORIZED: Invalid API key");
    }

    @Test
    void buenaNamesThePermissionThatAKeyLacks(BuenaServer buena) {
        BuenaApiException error =
                refusal(() -> client(buena, BuenaTestData.READ_ONLY_API_KEY).scheduleLinkedInAction(CONNECT));

        assertThat(error).hasMessage("HTTP 403 PERMISSION_DENIED: Insufficient permissions");
        assertThat(error.body().at("/permissionHelp/required").asText()).isEqualTo("linkedin:schedule");
        assertThat(error.body().at("/permissionHelp/available/0").asText()).isEqualTo("linkedin:read");
    }

    @Test
    void buenaAllowsReadingWithTheSameKey(BuenaServer buena) {
        assertThat(client(buena, BuenaTestData.READ_ONLY_API_KEY)
                        .getLead("lead_1")
                        .id())
                .isEqualTo("lead_1");
    }

    @Test
    void buenaKeepsARestrictedLeadToItself(BuenaServer buena) {
        assertThat(refusal(() -> client(buena).getLead(BuenaTestData.RESTRICTED_LEAD_ID)))
                .hasMessage("HTTP 403 PERMISSION_DENIED: Insufficient permissions");
    }

    @Test
    void buenaNamesTheLeadThatDoesNotExist(BuenaServer buena) {
        BuenaApiException error = refusal(() -> client(buena).deleteLead(BuenaTestData.MISSING_LEAD_ID));

        assertThat(error).hasMessage("HTTP 404 NOT_FOUND: Lead not found");
        assertThat(error.details().path("resource").asText()).isEqualTo("lead");
        assertThat(error.details().path("id").asText()).isEqualTo("lead_abc123");
    }

    @Test
    void buenaNamesTheLeadThatExistsAlready(BuenaServer buena) {
        NewLead duplicate = NewLead.of("John", "Doe", BuenaTestData.DUPLICATE_EMAIL);
        BuenaApiException error = refusal(() -> client(buena).createLead(duplicate));

        assertThat(error).hasMessage("HTTP 409 DUPLICATE_RESOURCE: Lead with this email already exists");
        assertThat(error.details().path("existingId").asText()).isEqualTo("lead_xyz789");
    }

    @Test
    void buenaListsEveryFieldThatIsWrong(BuenaServer buena) {
        BuenaApiException error =
                refusal(() -> client(buena).createLead(new NewLead(null, "Doe", "no address", null, null)));

        assertThat(error).hasMessage("HTTP 400 VALIDATION_ERROR: Invalid request data");
        assertThat(error.details().at("/fields/email").asText()).isEqualTo("Invalid email format");
        assertThat(error.details().at("/fields/firstName").asText()).isEqualTo("Field is required");
    }

    @Test
    void buenaNamesTheFieldWhoseValueIsNotAllowed(BuenaServer buena) {
        BuenaApiException error = refusal(() -> client(buena).createLead(JANE.withStatus("asleep")));

        assertThat(error.details().path("fields").fieldNames()).toIterable().containsExactly("status");
    }

    @Test
    void buenaRepeatsTheUrlThatIsNoProfile(BuenaServer buena) {
        BuenaApiException error =
                refusal(() -> client(buena).createLead(JANE.withLinkedinUrl("https://linkedin.com/company/acme")));

        assertThat(error).hasMessage("HTTP 400 INVALID_LINKEDIN_URL: Invalid LinkedIn profile URL format");
        assertThat(error.details().path("providedUrl").asText()).isEqualTo("https://linkedin.com/company/acme");
    }

    @Test
    void buenaSaysWhereToConnectLinkedIn(BuenaServer buena) {
        String key = BuenaTestData.LINKEDIN_NOT_CONNECTED_API_KEY;
        BuenaApiException error = refusal(() -> client(buena, key).scheduleLinkedInAction(CONNECT));

        assertThat(error).hasMessage("HTTP 400 LINKEDIN_NOT_CONNECTED: LinkedIn account not connected");
        assertThat(error.details().path("dashboardUrl").asText())
                .isEqualTo("https://app.buena.ai/integrations/linkedin");
    }

    @Test
    void buenaSaysHowManyCreditsAreMissing(BuenaServer buena) {
        String key = BuenaTestData.ENRICHMENT_CREDITS_EXHAUSTED_API_KEY;
        BuenaApiException error = refusal(() -> client(buena, key).enrich(List.of(JANE)));

        assertThat(error).hasMessage("HTTP 402 ENRICHMENT_CREDITS_EXHAUSTED: Insufficient enrichment credits");
        assertThat(error.details().path("remaining").asInt()).isZero();
        assertThat(error.details().path("required").asInt()).isEqualTo(5);
    }

    @Test
    void buenaLimitsTheRateOfOneKeyOnly(BuenaServer buena) {
        assertThat(refusal(
                        () -> client(buena, BuenaTestData.RATE_LIMITED_API_KEY).getLead("lead_1")))
                .hasMessage("HTTP 429 RATE_LIMIT_EXCEEDED: Rate limit exceeded. Try again in 45 seconds.");
        assertThat(client(buena).getLead("lead_1").id()).isEqualTo("lead_1");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    '',                                           HTTP 401 AUTH_REQUIRED: Authentication required
                    invalid_key,                                  HTTP 401 AUTH_REQUIRED: Authentication required
                    dbdy_test_invalid_api_key,                    HTTP 401 INVALID_API_KEY: Invalid API key
                    dbdy_test_expired_api_key,                    HTTP 401 INVALID_API_KEY: Invalid API key
                    dbdy_test_revoked_api_key,                    HTTP 401 INVALID_API_KEY: Invalid API key
                    dbdy_test_write_links,                        HTTP 403 ACCESS_DENIED: Access denied to this website
                    dbdy_test_rate_limited, HTTP 429 RATE_LIMIT_EXCEEDED: Rate limit exceeded. Please try again later.
                    """)
    void databuddyRefusesAKey(String key, String message, DatabuddyServer databuddy) {
        assertThat(denial(() -> client(databuddy, key).query("website_123", TRAFFIC)))
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    website_missing,      HTTP 404 NOT_FOUND: Website not found
                    website_unauthorized, HTTP 401 UNAUTHORIZED: Authentication is required for this action
                    website_forbidden,    HTTP 403 FORBIDDEN: Insufficient permissions
                    """)
    void databuddyRefusesAWebsite(String website, String message, DatabuddyServer databuddy) {
        assertThat(denial(() -> client(databuddy).query(website, TRAFFIC))).hasMessage(message);
        assertThat(denial(() -> client(databuddy).customQuery(website, EVENTS))).hasMessage(message);
    }

    @Test
    void databuddyAsksForParameters(DatabuddyServer databuddy) {
        assertThat(denial(() -> client(databuddy).query("website_123", Query.of())))
                .hasMessageStartingWith("HTTP 400 MISSING_PARAMETER: Missing parameter");
    }

    @Test
    void databuddyCorrectsTypos(DatabuddyServer databuddy) {
        DatabuddyApiException error = denial(() ->
                client(databuddy).query("website_123", Query.of("traffics").during("last7day")));

        assertThat(error)
                .hasMessage("HTTP 400 VALIDATION_ERROR: Unknown query type: traffics. Did you mean 'traffic'?");
        assertThat(error.fieldErrors())
                .containsExactly(
                        new FieldError("parameters[0]", "Unknown query type: traffics", "Did you mean 'traffic'?"),
                        new FieldError("preset", "Invalid date preset: last7day", "Did you mean 'last7days'?"));
    }

    @Test
    void databuddyNamesADateThatIsNone(DatabuddyServer databuddy) {
        DatabuddyApiException error = denial(
                () -> client(databuddy).query("website_123", Query.of("traffic").between("2024-13-01", "2024-01-31")));

        assertThat(error).hasMessage("HTTP 400 VALIDATION_ERROR: Invalid date format");
        assertThat(error.fieldErrors())
                .containsExactly(new FieldError(
                        "startDate",
                        "Invalid date: 2024-13-01. Could not parse as a valid date",
                        "Use YYYY-MM-DD format"));
    }

    private static BuenaApiException refusal(ThrowingCallable call) {
        return catchThrowableOfType(BuenaApiException.class, call);
    }

    private static DatabuddyApiException denial(ThrowingCallable call) {
        return catchThrowableOfType(DatabuddyApiException.class, call);
    }

    private static BuenaClient client(BuenaServer buena) {
        return client(buena, BuenaTestData.VALID_API_KEY);
    }

    private static BuenaClient client(BuenaServer buena, String key) {
        return BuenaClient.builder(buena.baseUrl(), key)
                .retry(RetryConfig.never())
                .build();
    }

    private static DatabuddyClient client(DatabuddyServer databuddy) {
        return client(databuddy, DatabuddyTestData.VALID_API_KEY);
    }

    private static DatabuddyClient client(DatabuddyServer databuddy, String key) {
        return DatabuddyClient.builder(databuddy.baseUrl(), key)
                .retry(RetryConfig.never())
                .build();
    }
}

package dev.errata.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.assertions.BuenaErrorAssert;
import dev.errata.assertions.DatabuddyErrorAssert;
import dev.errata.examples.buena.BuenaClient;
import dev.errata.examples.buena.LinkedInAction;
import dev.errata.examples.buena.NewLead;
import dev.errata.examples.databuddy.CustomQuery;
import dev.errata.examples.databuddy.CustomQuery.Computation;
import dev.errata.examples.databuddy.CustomQuery.Select;
import dev.errata.examples.databuddy.DatabuddyClient;
import dev.errata.examples.databuddy.Query;
import dev.errata.examples.http.RetryConfig;
import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.BuenaTestData;
import dev.errata.fixtures.DatabuddyError;
import dev.errata.fixtures.DatabuddyTestData;
import dev.errata.junit.BuenaStubs;
import dev.errata.junit.DatabuddyStubs;
import dev.errata.stub.BuenaServer;
import dev.errata.stub.DatabuddyServer;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
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
        refusal(() -> client(buena, key).getLead("lead_1"))
                .isError(BuenaError.UNAUTHORIZED)
                .hasMessage("Invalid API key");
    }

    @Test
    void buenaNamesThePermissionThatAKeyLacks(BuenaServer buena) {
        refusal(() -> client(buena, BuenaTestData.READ_ONLY_API_KEY).scheduleLinkedInAction(CONNECT))
                .isError(BuenaError.PERMISSION_DENIED)
                .hasPermissionHelp("linkedin:schedule")
                .matchesDocumentedExample();
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
        refusal(() -> client(buena).getLead(BuenaTestData.RESTRICTED_LEAD_ID))
                .isError(BuenaError.PERMISSION_DENIED)
                .hasMessage("Insufficient permissions");
    }

    @Test
    void buenaNamesTheLeadThatDoesNotExist(BuenaServer buena) {
        refusal(() -> client(buena).deleteLead(BuenaTestData.MISSING_LEAD_ID))
                .isScenario("lead-not-found")
                .hasDetail("resource", "lead")
                .hasDetail("id", "lead_abc123");
    }

    @Test
    void buenaNamesTheLeadThatExistsAlready(BuenaServer buena) {
        NewLead duplicate = NewLead.of("John", "Doe", BuenaTestData.DUPLICATE_EMAIL);

        refusal(() -> client(buena).createLead(duplicate))
                .isError(BuenaError.DUPLICATE_RESOURCE)
                .hasMessage("Lead with this email already exists")
                .hasDetail("existingId", "lead_xyz789");
    }

    @Test
    void buenaListsEveryFieldThatIsWrong(BuenaServer buena) {
        refusal(() -> client(buena).createLead(new NewLead(null, "Doe", "no address", null, null)))
                .isError(BuenaError.VALIDATION_ERROR)
                .hasFieldError("email", "Invalid email format")
                .hasFieldError("firstName", "Field is required");
    }

    @Test
    void buenaNamesTheFieldWhoseValueIsNotAllowed(BuenaServer buena) {
        refusal(() -> client(buena).createLead(JANE.withStatus("asleep")))
                .isError(BuenaError.VALIDATION_ERROR)
                .detail("fields")
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsOnlyKeys("status");
    }

    @Test
    void buenaRepeatsTheUrlThatIsNoProfile(BuenaServer buena) {
        refusal(() -> client(buena).createLead(JANE.withLinkedinUrl("https://linkedin.com/company/acme")))
                .isError(BuenaError.INVALID_LINKEDIN_URL)
                .hasMessage("Invalid LinkedIn profile URL format")
                .hasDetail("providedUrl", "https://linkedin.com/company/acme");
    }

    @Test
    void buenaSaysWhereToConnectLinkedIn(BuenaServer buena) {
        String key = BuenaTestData.LINKEDIN_NOT_CONNECTED_API_KEY;

        refusal(() -> client(buena, key).scheduleLinkedInAction(CONNECT))
                .isError(BuenaError.LINKEDIN_NOT_CONNECTED)
                .hasDetail("dashboardUrl", "https://app.buena.ai/integrations/linkedin");
    }

    @Test
    void buenaSaysHowManyCreditsAreMissing(BuenaServer buena) {
        String key = BuenaTestData.ENRICHMENT_CREDITS_EXHAUSTED_API_KEY;

        refusal(() -> client(buena, key).enrich(List.of(JANE)))
                .isError(BuenaError.ENRICHMENT_CREDITS_EXHAUSTED)
                .hasDetail("remaining", 0)
                .hasDetail("required", 5);
    }

    @Test
    void buenaLimitsTheRateOfOneKeyOnly(BuenaServer buena) {
        refusal(() -> client(buena, BuenaTestData.RATE_LIMITED_API_KEY).getLead("lead_1"))
                .isError(BuenaError.RATE_LIMIT_EXCEEDED)
                .hasRetryAfter(Duration.ofSeconds(45))
                .hasRateLimit(60, 0);
        assertThat(client(buena).getLead("lead_1").id()).isEqualTo("lead_1");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    '',                                           AUTH_REQUIRED, Authentication required
                    invalid_key,                                  AUTH_REQUIRED, Authentication required
                    dbdy_test_invalid_api_key,                    INVALID_API_KEY, Invalid API key
                    dbdy_test_expired_api_key,                    INVALID_API_KEY, Invalid API key
                    dbdy_test_revoked_api_key,                    INVALID_API_KEY, Invalid API key
                    dbdy_test_write_links,                        ACCESS_DENIED, Access denied to this website
                    dbdy_test_rate_limited, RATE_LIMIT_EXCEEDED, Rate limit exceeded. Please try again later.
                    """)
    void databuddyRefusesAKey(String key, DatabuddyError error, String message, DatabuddyServer databuddy) {
        denial(() -> client(databuddy, key).query("website_123", TRAFFIC))
                .isError(error)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    website_missing,      NOT_FOUND, Website not found
                    website_unauthorized, UNAUTHORIZED, Authentication is required for this action
                    website_forbidden,    FORBIDDEN, Insufficient permissions
                    """)
    void databuddyRefusesAWebsite(String website, DatabuddyError error, String message, DatabuddyServer databuddy) {
        denial(() -> client(databuddy).query(website, TRAFFIC)).isError(error).hasMessage(message);
        denial(() -> client(databuddy).customQuery(website, EVENTS))
                .isError(error)
                .hasMessage(message);
    }

    @Test
    void databuddyAsksForParameters(DatabuddyServer databuddy) {
        denial(() -> client(databuddy).query("website_123", Query.of()))
                .isError(DatabuddyError.VALIDATION_ERROR)
                .hasFieldError("parameters", "At least one parameter is required");
    }

    @Test
    void databuddyCorrectsTypos(DatabuddyServer databuddy) {
        denial(() -> client(databuddy).query("website_123", Query.of("traffics").during("last7day")))
                .isScenario("typos")
                .hasFieldError("parameters[0]", "Unknown query type: traffics")
                .hasSuggestion("parameters[0]", "Did you mean 'traffic'?")
                .hasFieldError("preset", "Invalid date preset: last7day")
                .hasSuggestion("preset", "Did you mean 'last7days'?");
    }

    @Test
    void databuddyNamesADateThatIsNone(DatabuddyServer databuddy) {
        denial(() -> client(databuddy).query("website_123", Query.of("traffic").between("2024-13-01", "2024-01-31")))
                .isScenario("invalid-date")
                .hasFieldError("startDate", "Invalid date: 2024-13-01. Could not parse as a valid date")
                .hasSuggestion("startDate", "Use YYYY-MM-DD format");
    }

    private static BuenaErrorAssert refusal(ThrowingCallable call) {
        return assertThatThrownBy(call).asInstanceOf(ClientErrors.BUENA);
    }

    private static DatabuddyErrorAssert denial(ThrowingCallable call) {
        return assertThatThrownBy(call).asInstanceOf(ClientErrors.DATABUDDY);
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

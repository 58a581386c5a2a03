package dev.errata.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.errata.examples.buena.BuenaApiException;
import dev.errata.examples.buena.BuenaClient;
import dev.errata.examples.buena.NewLead;
import dev.errata.examples.databuddy.DatabuddyApiException;
import dev.errata.examples.databuddy.DatabuddyClient;
import dev.errata.examples.databuddy.Query;
import dev.errata.junit.BuenaStubs;
import dev.errata.junit.DatabuddyStubs;
import dev.errata.stub.BuenaServer;
import dev.errata.stub.DatabuddyServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What both documents ask to send to support, and what they say about keys in logs. */
@ExtendWith({BuenaStubs.class, DatabuddyStubs.class})
class SupportTest {

    private static final String KEY = "bna_0123456789abcdef";

    @Test
    void theReportHasEverythingThatBuenasSupportAsksFor(BuenaServer buena) {
        BuenaClient client =
                BuenaClient.builder(buena.baseUrl("duplicate-lead"), KEY).build();
        BuenaApiException error = catchThrowableOfType(
                BuenaApiException.class, () -> client.createLead(NewLead.of("John", "Doe", "john@example.com")));

        assertThat(client.supportReport(error, "the lead is created").toString())
                .contains("API key: bna_0123...\n")
                .contains(
                        "Request: POST /leads {\"firstName\":\"John\",\"lastName\":\"Doe\",\"email\":\"john@example.com\"}\n")
                .contains("Time: 2024-01-20T15:30:00Z\n")
                .contains("Expected: the lead is created\n")
                .contains("Actual: HTTP 409 DUPLICATE_RESOURCE: Lead with this email already exists\n")
                .contains("\"existingId\":\"lead_xyz789\"")
                .doesNotContain(KEY);
    }

    @Test
    void theReportHasTheRequestIdThatDatabuddysSupportAsksFor(DatabuddyServer databuddy) {
        DatabuddyClient client = DatabuddyClient.builder(databuddy.baseUrl("missing-scope"), "short")
                .build();
        DatabuddyApiException error = catchThrowableOfType(
                DatabuddyApiException.class, () -> client.query("website_123", Query.of("traffic")));

        assertThat(client.supportReport(error, "numbers").toString())
                .contains("API key: sh...\n")
                .contains("Request: POST /v1/query?website_id=website_123 {\"parameters\":[\"traffic\"]}\n")
                .contains("Request id: req_abc123\n")
                .contains("Time: none\n");
    }

    @Test
    void debugLogsTellOfRequestAndAnswerButNotOfTheKey(DatabuddyServer databuddy) {
        List<String> log = new ArrayList<>();
        DatabuddyClient client =
                DatabuddyClient.builder(databuddy.baseUrl(), KEY).log(log::add).build();

        client.query("website_123", Query.of("traffic").during("today"));

        assertThat(log)
                .hasSize(2)
                .first()
                .asString()
                .startsWith(
                        "> POST /v1/query?website_id=website_123 {\"parameters\":[\"traffic\"],\"preset\":\"today\"}")
                .contains("x-api-key=[[REDACTED]]");
        assertThat(log.get(1)).startsWith("< 200 ").contains("\"success\":true");
        assertThat(log).noneMatch(line -> line.contains(KEY));
    }

    @Test
    void aKeyThatAnAnswerRepeatsIsNotLogged(BuenaServer buena) {
        List<String> log = new ArrayList<>();
        BuenaClient client =
                BuenaClient.builder(buena.baseUrl(), KEY).log(log::add).build();

        client.createLead(NewLead.of(KEY, "Doe", "jane@example.com"));

        assertThat(log.get(1)).contains("[REDACTED]");
        assertThat(log).noneMatch(line -> line.contains(KEY));
    }
}

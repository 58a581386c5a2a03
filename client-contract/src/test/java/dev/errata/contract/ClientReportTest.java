package dev.errata.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClientReportTest {

    @Test
    void tellsWhatTheClientReported() {
        assertThat(ClientReport.value(List.of("Ada"))).hasToString("the value [Ada]");
        assertThat(ClientReport.value(null)).hasToString("the value null");
        assertThat(ClientReport.error("no luck")).hasToString("an error that says nothing about the answer: no luck");
        assertThat(ClientReport.error("no luck").status(404).code("NOT_FOUND"))
                .hasToString("an error with status 404, code NOT_FOUND: no luck");
        assertThat(ClientReport.error("no luck")
                        .requestId("req_1")
                        .retryAfter(Duration.ofSeconds(45))
                        .details(Map.of("id", "lead_1"))
                        .status(429))
                .hasToString(
                        "an error with status 429, details {id=lead_1}, retryAfter PT45S, requestId req_1: no luck");
    }

    @Test
    void detailsThatAreMissingAreNone() {
        assertThat(ClientReport.error("no luck").details(MissingNode.getInstance()))
                .hasToString("an error that says nothing about the answer: no luck");
    }

    @Test
    void aReportIsNotChangedAfterwards() {
        ClientReport report = ClientReport.error("no luck").status(404);

        assertThat(report.status(500)).isNotSameAs(report);
        assertThat(report).hasToString("an error with status 404: no luck");
    }

    @Test
    void aValueTellsNothingOfAnError() {
        assertThatIllegalStateException()
                .isThrownBy(() -> ClientReport.value("Ada").status(404))
                .withMessage(
                        "A value has no status, code, details, retryAfter or requestId. Report a value or an error,"
                                + " not both.");
    }
}

package dev.errata.junit.internal;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import dev.errata.fixtures.Exchange;
import dev.errata.fixtures.Scenario;
import dev.errata.junit.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a request gets, and why.
 *
 * @param response the answer; of a broken one what it would have been
 * @param source what decided on it
 * @param scenario the scenario that it is
 * @param brokenBy the fault that breaks it on its way
 * @param delay how long it is held back, beyond what the answer says itself
 */
record Reply(
        ResponseDefinition response,
        Exchange.Source source,
        Optional<Scenario> scenario,
        Optional<Fault> brokenBy,
        Duration delay) {

    /** Longer than any test, and no more milliseconds than WireMock can count. */
    private static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);

    static Reply of(ResponseDefinition response, Exchange.Source source) {
        return new Reply(response, source, Optional.empty(), Optional.empty(), Duration.ZERO);
    }

    static Reply of(ResponseDefinition response, Exchange.Source source, Scenario scenario) {
        return new Reply(response, source, Optional.of(scenario), Optional.empty(), Duration.ZERO);
    }

    /** WireMock writes into the answers that it is given. */
    Reply copy() {
        return with(ResponseDefinition.copyOf(response));
    }

    Reply with(ResponseDefinition changed) {
        return new Reply(changed, source, scenario, brokenBy, delay);
    }

    Reply from(Exchange.Source other) {
        return new Reply(response, other, scenario, brokenBy, delay);
    }

    Reply brokenBy(Fault fault) {
        return new Reply(response, source, scenario, Optional.of(fault), delay);
    }

    Reply later(Duration more) {
        return more.isZero() ? this : new Reply(response, source, scenario, brokenBy, delay.plus(bounded(more)));
    }

    /** The same reply with other values for headers that it has. */
    Reply withHeaders(Map<String, String> values) {
        List<HttpHeader> headers = new ArrayList<>();
        boolean changed = false;
        for (HttpHeader header : headers(response)) {
            String value = values.get(header.key());
            headers.add(value == null ? header : new HttpHeader(header.key(), value));
            changed = changed || value != null;
        }
        return changed
                ? with(ResponseDefinitionBuilder.like(response)
                        .withHeaders(new HttpHeaders(headers))
                        .build())
                : this;
    }

    /** The headers of an answer; WireMock has null for none. */
    static List<HttpHeader> headers(ResponseDefinition response) {
        return response.getHeaders() == null
                ? List.of()
                : List.copyOf(response.getHeaders().all());
    }

    /** How long the answer is held back, all in all. */
    Duration hold() {
        return bounded(delay.plusMillis(Objects.requireNonNullElse(response.getFixedDelayMilliseconds(), 0)));
    }

    private static Duration bounded(Duration wait) {
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}

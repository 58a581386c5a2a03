package dev.errata.junit.internal;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;

/** The answer to a request that nothing fits: 501 in plain text, which no documented API could have sent. */
final class Refusal {

    private Refusal() {}

    static ResponseDefinition because(String reason) {
        return new ResponseDefinitionBuilder()
                .withStatus(501)
                .withHeader("Content-Type", "text/plain;charset=utf-8")
                .withBody("Errata: " + reason + "\n")
                .build();
    }
}

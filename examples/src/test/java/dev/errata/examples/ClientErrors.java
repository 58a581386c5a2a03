package dev.errata.examples;

import dev.errata.assertions.BuenaAssertions;
import dev.errata.assertions.BuenaErrorAssert;
import dev.errata.assertions.DatabuddyAssertions;
import dev.errata.assertions.DatabuddyErrorAssert;
import dev.errata.assertions.response.ReceivedResponse;
import dev.errata.examples.buena.BuenaApiException;
import dev.errata.examples.databuddy.DatabuddyApiException;
import dev.errata.examples.http.ApiException;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactory;

/** Tells the assertions once how the clients' exceptions carry what the APIs said. */
// docs: carried
final class ClientErrors {

    static final InstanceOfAssertFactory<BuenaApiException, BuenaErrorAssert> BUENA =
            BuenaAssertions.errorCarriedBy(BuenaApiException.class, ClientErrors::response);

    private static ReceivedResponse response(ApiException error) {
        return ReceivedResponse.of(error.status(), Map.of(), error.text());
    }

    private ClientErrors() {}
    // end

    static final InstanceOfAssertFactory<DatabuddyApiException, DatabuddyErrorAssert> DATABUDDY =
            DatabuddyAssertions.errorCarriedBy(DatabuddyApiException.class, ClientErrors::response);
}

package dev.errata.assertions;

import dev.errata.assertions.response.ReceivedResponse;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.DatabuddyError;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/** Assertions about a response of the Databuddy API. {@link DatabuddyAssertions} starts them. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public class DatabuddyErrorAssert extends AbstractErrorAssert<DatabuddyErrorAssert, ReceivedResponse, DatabuddyError> {

    /**
     * Starts assertions about a response.
     *
     * @param actual the response
     */
    public DatabuddyErrorAssert(@Nullable ReceivedResponse actual) {
        super(actual, Catalog.databuddy(), DatabuddyErrorAssert.class);
    }
}

package dev.errata.assertions;

import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.DatabuddyError;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/** Assertions about a response of the Databuddy API; made by {@link DatabuddyAssertions}. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public class DatabuddyErrorAssert
        extends AbstractErrorResponseAssert<DatabuddyErrorAssert, ErrorResponse, DatabuddyError> {

    /**
     * Starts assertions about a response.
     *
     * @param actual the response
     */
    public DatabuddyErrorAssert(@Nullable ErrorResponse actual) {
        super(actual == null ? null : actual.from(Catalog.databuddy()), DatabuddyErrorAssert.class);
    }
}

package dev.errata.assertions;

import com.fasterxml.jackson.core.JsonPointer;
import dev.errata.assertions.response.ReceivedResponse;
import dev.errata.fixtures.BuenaError;
import dev.errata.fixtures.Catalog;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/** Assertions about a response of the Buena.ai API v2. {@link BuenaAssertions} starts them. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public class BuenaErrorAssert extends AbstractErrorAssert<BuenaErrorAssert, ReceivedResponse, BuenaError> {

    private static final JsonPointer REQUIRED = JsonPointer.compile("/permissionHelp/required");

    /**
     * Starts assertions about a response.
     *
     * @param actual the response
     */
    public BuenaErrorAssert(@Nullable ReceivedResponse actual) {
        super(actual, Catalog.buena(), BuenaErrorAssert.class);
    }

    /**
     * Verifies which permission the API says is missing, in {@code permissionHelp.required}.
     *
     * <p>Source: "PERMISSION_DENIED (403)" of the Buena.ai error document.
     *
     * @param required the permission, such as {@code linkedin:schedule}
     * @return {@code this}
     * @throws AssertionError if the response names another permission or none
     */
    public BuenaErrorAssert hasPermissionHelp(String required) {
        return hasText("help for the permission " + required, REQUIRED, required::equals);
    }
}

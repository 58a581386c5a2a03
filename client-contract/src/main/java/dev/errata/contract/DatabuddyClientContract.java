package dev.errata.contract;

import dev.errata.fixtures.Catalog;
import org.apiguardian.api.API;

/** The {@link ClientContract} for a client of the Databuddy API. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface DatabuddyClientContract extends ClientContract {

    @Override
    default Catalog catalog() {
        return Catalog.databuddy();
    }
}

package com.example.leads;

import dev.errata.fixtures.Catalog;
import dev.errata.stub.CatalogStubs;

/** The catalog of Buena.ai as an extension of WireMock. */
public class BuenaInWireMock extends CatalogStubs {

    public BuenaInWireMock() {
        super(Catalog.buena());
    }
}

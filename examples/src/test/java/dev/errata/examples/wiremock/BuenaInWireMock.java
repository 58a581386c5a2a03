package dev.errata.examples.wiremock;

import dev.errata.fixtures.Catalog;
import dev.errata.stub.CatalogStubs;

public class BuenaInWireMock extends CatalogStubs {

    public BuenaInWireMock() {
        super(Catalog.buena());
    }
}

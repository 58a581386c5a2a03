package dev.errata.pacts.client;

/** Keeps all rules of Databuddy's. */
class DatabuddyReferenceClient extends ReferenceClient implements DatabuddyClientContract {

    DatabuddyReferenceClient() {
        super("/v1/query/types", "/code");
    }
}

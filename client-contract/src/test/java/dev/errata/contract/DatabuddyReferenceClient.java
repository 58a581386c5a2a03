package dev.errata.contract;

/** Keeps all rules of Databuddy's. */
class DatabuddyReferenceClient extends ReferenceClient implements DatabuddyClientContract {

    DatabuddyReferenceClient() {
        super("/v1/query/types", "/code");
    }
}

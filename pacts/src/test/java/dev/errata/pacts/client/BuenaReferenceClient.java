package dev.errata.pacts.client;

/** Keeps all rules of Buena's. */
class BuenaReferenceClient extends ReferenceClient implements BuenaClientContract {

    BuenaReferenceClient() {
        super("/leads/lead_1", "/code");
    }
}

package dev.errata.contract;

/** Keeps all rules of Buena's. */
class BuenaReferenceClient extends ReferenceClient implements BuenaClientContract {

    BuenaReferenceClient() {
        super("/leads/lead_1", "/code");
    }
}

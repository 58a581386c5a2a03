package dev.errata.contract;

/** Keeps all rules of a user's own API, whose answers say in a header alone how long to wait. */
class ShopReferenceClient extends ReferenceClient implements ShopClientContract {

    ShopReferenceClient() {
        super("/orders/1", "/problem/type");
    }
}

package dev.errata.junit;

import org.apiguardian.api.API;

/** Selects scenarios by a class of HTTP statuses. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public enum StatusClass {
    /** 400 to 499: the request is at fault. */
    CLIENT_ERROR,
    /** 500 to 599: the server is at fault. */
    SERVER_ERROR;

    boolean contains(int status) {
        return status >= 500 == (this == SERVER_ERROR);
    }
}

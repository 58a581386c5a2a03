package dev.errata.stub.injection;

import org.apiguardian.api.API;

/** The kinds of things that a server can be armed with, in the order in which they are listed. */
@API(status = API.Status.INTERNAL, since = "0.1")
public enum Injection {
    /** What happens to the next requests: {@link Failure}. */
    SCRIPTS,
    /** How many requests a key may send: {@link Quota}. */
    QUOTAS,
    /** Which requests fail at random: {@link Chaos}. */
    CHAOS,
    /** How long answers are delayed: {@link Latency}. */
    LATENCY
}

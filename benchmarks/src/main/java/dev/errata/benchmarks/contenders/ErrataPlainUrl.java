package dev.errata.benchmarks.contenders;

import dev.errata.stub.BuenaServer;
import java.net.URI;

/** Asked at the plain URL without a key: a trigger decides on the answer. */
public final class ErrataPlainUrl extends ErrataServer {

    @Override
    URI baseUrl(BuenaServer started, ErrorAnswer answer) {
        return started.baseUrl();
    }
}

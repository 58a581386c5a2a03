package dev.errata.cli.internal.control;

import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Catalog;
import dev.errata.stub.ServerOptions;
import dev.errata.stub.StubServer;
import java.net.InetAddress;

/** Servers as the program starts them, in the JVM of the tests. */
final class Served {

    private Served() {}

    static StubServer<ApiError> start(Catalog catalog) {
        return start(catalog, null);
    }

    static StubServer<ApiError> start(Catalog catalog, String token) {
        ControlInterceptor interceptor =
                new ControlInterceptor(ControlAuth.of(InetAddress.getLoopbackAddress(), token));
        StubServer<ApiError> server =
                StubServer.start(catalog, ServerOptions.defaults().interceptor(interceptor));
        interceptor.serve(server);
        return server;
    }
}

/**
 * WireMock: matchers of requests without a server, and the stubs that users add themselves. The only package that names
 * WireMock's types.
 */
@NullMarked
package dev.errata.stub.internal.wiremock;

import org.jspecify.annotations.NullMarked;

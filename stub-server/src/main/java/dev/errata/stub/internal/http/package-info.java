/**
 * The HTTP transport: reads requests from sockets, and writes answers and raw faults.
 *
 * <p>{@link dev.errata.stub.internal.http.HttpPort} listens. One selector
 * accepts for all ports; each connection has a daemon thread while it is open.
 */
@NullMarked
package dev.errata.stub.internal.http;

import org.jspecify.annotations.NullMarked;

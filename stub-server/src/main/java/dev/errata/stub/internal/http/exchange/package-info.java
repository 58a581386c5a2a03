/** What the transport and those who answer tell each other about one request. */
@NullMarked
package dev.errata.stub.internal.http.exchange;

import org.jspecify.annotations.NullMarked;

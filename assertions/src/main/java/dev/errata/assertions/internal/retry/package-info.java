/** Reads retries out of traffic: which requests are one attempt of a client. */
@NullMarked
package dev.errata.assertions.internal.retry;

import org.jspecify.annotations.NullMarked;

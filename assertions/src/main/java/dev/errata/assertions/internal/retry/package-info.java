/** Reads retries out of traffic: which requests are one attempt, and how long a response asks its client to wait. */
@NullMarked
package dev.errata.assertions.internal.retry;

import org.jspecify.annotations.NullMarked;

/** Failures, chaos, quotas and latency for a server, each an immutable value. */
@NullMarked
package dev.errata.stub.injection;

import org.jspecify.annotations.NullMarked;

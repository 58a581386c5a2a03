/** What a test arms a server with: failures, chaos, quotas and latency, each an immutable value. */
@NullMarked
package dev.errata.stub.injection;

import org.jspecify.annotations.NullMarked;

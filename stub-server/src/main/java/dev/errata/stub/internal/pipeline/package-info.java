/** Decides what a request is answered. Not for users. */
@NullMarked
package dev.errata.stub.internal.pipeline;

import org.jspecify.annotations.NullMarked;

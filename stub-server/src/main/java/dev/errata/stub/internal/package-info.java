/** Helpers that several packages of this module need. Not for users. */
@NullMarked
package dev.errata.stub.internal;

import org.jspecify.annotations.NullMarked;

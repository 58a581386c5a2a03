/** Records what a server received and sent. Not for users. */
@NullMarked
package dev.errata.stub.internal.traffic;

import org.jspecify.annotations.NullMarked;

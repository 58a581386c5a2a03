/** The real API behind a server, to which it forwards what nothing else answers. */
@NullMarked
package dev.errata.stub.internal.upstream;

import org.jspecify.annotations.NullMarked;

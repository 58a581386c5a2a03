/** Turns answers of a catalog and failures into responses. Not for users. */
@NullMarked
package dev.errata.stub.internal.response;

import org.jspecify.annotations.NullMarked;

/** Finds what the plain API answers: triggers and endpoints. Not for users. */
@NullMarked
package dev.errata.stub.internal.routing;

import org.jspecify.annotations.NullMarked;

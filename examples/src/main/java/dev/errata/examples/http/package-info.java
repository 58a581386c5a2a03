/**
 * What the example clients share: one JSON call over HTTP, repeated where that is safe and never without end.
 */
@NullMarked
package dev.errata.examples.http;

import org.jspecify.annotations.NullMarked;

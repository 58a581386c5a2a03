/** Interfaces for tools that extend a server: listeners and interceptors. */
@NullMarked
package dev.errata.stub.spi;

import org.jspecify.annotations.NullMarked;

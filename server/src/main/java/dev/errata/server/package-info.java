/** The stub server as a program, for clients and tests in any language. */
@NullMarked
package dev.errata.server;

import org.jspecify.annotations.NullMarked;

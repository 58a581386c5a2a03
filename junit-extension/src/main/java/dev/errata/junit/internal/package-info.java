/** Servers in JUnit's stores. For the extensions alone. */
@NullMarked
package dev.errata.junit.internal;

import org.jspecify.annotations.NullMarked;

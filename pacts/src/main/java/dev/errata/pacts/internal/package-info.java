/** How scenarios become interactions of a pact. */
@NullMarked
package dev.errata.pacts.internal;

import org.jspecify.annotations.NullMarked;

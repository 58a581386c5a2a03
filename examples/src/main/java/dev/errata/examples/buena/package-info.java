/**
 * A small client for the Buena.ai API v2, written the way a team would write its own.
 */
@NullMarked
package dev.errata.examples.buena;

import org.jspecify.annotations.NullMarked;

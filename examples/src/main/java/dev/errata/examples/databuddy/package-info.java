/**
 * A small client for the Databuddy API, written the way a team would write its own.
 */
@NullMarked
package dev.errata.examples.databuddy;

import org.jspecify.annotations.NullMarked;

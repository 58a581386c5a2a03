/**
 * What the clients in the two APIs' documents do, as far as it is wrong, and how stubs catch it.
 */
@NullMarked
package dev.errata.examples.samples;

import org.jspecify.annotations.NullMarked;

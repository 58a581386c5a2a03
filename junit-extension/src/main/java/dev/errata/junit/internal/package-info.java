/** How answers are found and served; for this module alone. */
@NullMarked
package dev.errata.junit.internal;

import org.jspecify.annotations.NullMarked;

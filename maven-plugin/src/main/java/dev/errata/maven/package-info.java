/** Maven goals: imports, drift checks and typed names. */
@NullMarked
package dev.errata.maven;

import org.jspecify.annotations.NullMarked;

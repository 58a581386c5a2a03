/** Goals for Maven: imports, drift checks and typed names as parts of a build. */
@NullMarked
package dev.errata.maven;

import org.jspecify.annotations.NullMarked;

/** Catalogs in the formats of other tools. */
@NullMarked
package dev.errata.cli.export;

import org.jspecify.annotations.NullMarked;

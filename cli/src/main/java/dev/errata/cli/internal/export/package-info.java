/** Catalogs in the formats of other tools. */
@NullMarked
package dev.errata.cli.internal.export;

import org.jspecify.annotations.NullMarked;

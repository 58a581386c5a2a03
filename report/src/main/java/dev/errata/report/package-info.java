/** Catalogs, and what a test suite covered of them, as pages to read and as JSON for programs. */
@NullMarked
package dev.errata.report;

import org.jspecify.annotations.NullMarked;

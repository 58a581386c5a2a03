/** The program {@code errata}: stub servers for clients and tests in any language, exports, and error coverage. */
@NullMarked
package dev.errata.cli;

import org.jspecify.annotations.NullMarked;

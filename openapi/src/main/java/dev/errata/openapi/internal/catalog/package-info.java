/** Turns the operations of a description into the files of a catalog; for this module alone. */
@NullMarked
package dev.errata.openapi.internal.catalog;

import org.jspecify.annotations.NullMarked;

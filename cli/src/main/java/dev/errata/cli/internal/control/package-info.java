/** What a server of the program answers in addition to its API: the control API, the catalog page, URLs in the path form. */
@NullMarked
package dev.errata.cli.internal.control;

import org.jspecify.annotations.NullMarked;

/** How a catalog and the text of the document that it was made from have drifted apart. */
@NullMarked
package dev.errata.report.document;

import org.jspecify.annotations.NullMarked;

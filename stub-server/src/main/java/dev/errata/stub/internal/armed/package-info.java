/** What one server is armed with, and how far requests have used it up. Not for users. */
@NullMarked
package dev.errata.stub.internal.armed;

import org.jspecify.annotations.NullMarked;

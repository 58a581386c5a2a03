/** Responses of any HTTP client, as the assertions take them. */
@NullMarked
package dev.errata.assertions.response;

import org.jspecify.annotations.NullMarked;

/**
 * The rules that a client of an API has to keep, as tests: {@link dev.errata.pacts.client.ClientContract}.
 */
@NullMarked
package dev.errata.pacts.client;

import org.jspecify.annotations.NullMarked;

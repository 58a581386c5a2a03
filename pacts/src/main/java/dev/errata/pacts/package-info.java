/**
 * Contracts about the documented errors of an HTTP API: the pact of a consumer, the verification of a provider, and the
 * rules that a client has to keep.
 */
@NullMarked
package dev.errata.pacts;

import org.jspecify.annotations.NullMarked;

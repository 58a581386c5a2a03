/** Requests and responses as values. */
@NullMarked
package dev.errata.stub.http;

import org.jspecify.annotations.NullMarked;

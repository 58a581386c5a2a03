/** A catalog as stub mappings of WireMock, in JSON. */
@NullMarked
package dev.errata.stub.internal.mapping;

import org.jspecify.annotations.NullMarked;

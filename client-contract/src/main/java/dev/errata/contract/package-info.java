/**
 * The rules that a client of an API must keep about errors, as tests. Start at {@link dev.errata.contract.ClientContract}.
 */
@NullMarked
package dev.errata.contract;

import org.jspecify.annotations.NullMarked;

/** Verifies a provider against the pacts of its consumers. Start at {@link dev.errata.pacts.provider.ProviderContract}. */
@NullMarked
package dev.errata.pacts.provider;

import org.jspecify.annotations.NullMarked;

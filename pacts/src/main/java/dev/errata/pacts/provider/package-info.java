/** Holds a provider to the pacts that consumers have with it. Start at {@link dev.errata.pacts.provider.ProviderContract}. */
@NullMarked
package dev.errata.pacts.provider;

import org.jspecify.annotations.NullMarked;

package dev.errata.pacts.provider;

import au.com.dius.pact.core.model.Interaction;
import au.com.dius.pact.core.model.ProviderState;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import java.util.List;
import java.util.Optional;

/** Which scenario of an API an interaction is about. */
final class States {

    private final Catalog api;

    States(Catalog api) {
        this.api = api;
    }

    /** The scenario of the provider state, empty if the interaction needs none. */
    Optional<Scenario> scenario(Interaction interaction) {
        List<ProviderState> states = interaction.getProviderStates();
        if (states.size() > 1) {
            throw new IllegalArgumentException(
                    "\"%s\" needs %d provider states at once; an error is one scenario, and so one state"
                            .formatted(interaction.getDescription(), states.size()));
        }
        return states.stream()
                .findFirst()
                .map(state -> api.scenarioIn(String.valueOf(state.getName()), state.getParams()));
    }
}

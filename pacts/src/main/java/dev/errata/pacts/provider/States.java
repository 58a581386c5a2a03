package dev.errata.pacts.provider;

import au.com.dius.pact.core.model.Interaction;
import au.com.dius.pact.core.model.ProviderState;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import dev.errata.pacts.internal.Interactions;
import java.util.List;
import java.util.NoSuchElementException;
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
        return states.stream().findFirst().map(this::scenario);
    }

    private Scenario scenario(ProviderState state) {
        Object id = state.getParams().get(Interactions.SCENARIO);
        if (id != null) {
            return api.scenario(id.toString());
        }
        List<Scenario> named = api.scenarios().stream()
                .filter(scenario -> scenario.state().name().equals(state.getName()))
                .toList();
        if (named.size() != 1) {
            throw new NoSuchElementException(
                    "%s has %s scenario with the provider state \"%s\"; name it in the parameter \"%s\" of the state: %s"
                            .formatted(
                                    api,
                                    named.isEmpty() ? "no" : "more than one",
                                    state.getName(),
                                    Interactions.SCENARIO,
                                    (named.isEmpty() ? api.scenarios() : named)
                                            .stream().map(Scenario::id).toList()));
        }
        return named.get(0);
    }
}

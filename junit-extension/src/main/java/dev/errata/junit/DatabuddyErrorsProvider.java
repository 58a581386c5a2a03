package dev.errata.junit;

import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.DatabuddyError;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.AnnotationConsumer;

/** Reads {@link DatabuddyErrors} for JUnit. */
final class DatabuddyErrorsProvider implements ArgumentsProvider, AnnotationConsumer<DatabuddyErrors> {

    private ScenarioFilter filter = ScenarioFilter.ALL;

    @Override
    public void accept(DatabuddyErrors selection) {
        filter = new ScenarioFilter(
                List.of(selection.value()),
                List.of(selection.except()),
                List.of(selection.scenarios()),
                ScenarioFilter.boxed(selection.status()),
                List.of(selection.statusClass()),
                selection.retryable(),
                List.of(selection.provenance()));
    }

    @Override
    public Stream<? extends Arguments> provideArguments(ExtensionContext context) {
        return ScenarioArguments.of(Catalog.databuddy(), DatabuddyError.class, filter, context);
    }
}

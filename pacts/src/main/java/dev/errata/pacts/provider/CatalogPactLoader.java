package dev.errata.pacts.provider;

import au.com.dius.pact.core.model.DefaultPactReader;
import au.com.dius.pact.core.model.Pact;
import au.com.dius.pact.core.model.PactSource;
import au.com.dius.pact.core.model.UnknownPactSource;
import au.com.dius.pact.provider.ProviderUtils;
import au.com.dius.pact.provider.junitsupport.loader.PactLoader;
import dev.errata.pacts.CatalogPact;
import java.util.List;
import kotlin.jvm.JvmClassMappingKt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** Hands the catalog's own pact to a contract, unless that names another source. */
final class CatalogPactLoader implements PactLoader {

    private final boolean needed;
    private List<Pact> pacts = List.of();

    /** Called by Pact. */
    CatalogPactLoader(Class<?> contract) {
        // This loader is one of the sources.
        this.needed = ProviderUtils.findAllPactSources(JvmClassMappingKt.getKotlinClass(contract))
                        .size()
                == 1;
    }

    @Override
    public void initLoader(Class<?> type, @Nullable Object contract) {
        if (contract == null) {
            throw new ExtensionConfigurationException(type.getSimpleName()
                    + " must keep @TestInstance(PER_CLASS), because its catalog is read before the first test");
        }
        if (needed) {
            pacts = List.of(
                    DefaultPactReader.INSTANCE.loadPact(CatalogPact.json(((ProviderContract) contract).catalog())));
        }
    }

    @Override
    public List<Pact> load(String provider) {
        return pacts;
    }

    @Override
    public PactSource getPactSource() {
        return UnknownPactSource.INSTANCE;
    }

    @Override
    public String description() {
        return needed ? "the pact of the catalog" : "not the pact of the catalog, because there is another source";
    }
}

package dev.errata.pacts.internal;

import au.com.dius.pact.core.model.Consumer;
import au.com.dius.pact.core.model.DefaultPactWriter;
import au.com.dius.pact.core.model.Interaction;
import au.com.dius.pact.core.model.PactSpecVersion;
import au.com.dius.pact.core.model.Provider;
import au.com.dius.pact.core.model.V4Interaction;
import au.com.dius.pact.core.model.V4Pact;
import dev.errata.fixtures.Catalog;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Pacts as files: version 4, always the same text for the same interactions. */
public final class PactFiles {

    private PactFiles() {}

    /**
     * Puts interactions together.
     *
     * @param consumer the name of the consumer
     * @param provider the API
     * @param interactions what the consumer depends on
     * @return the pact between the two
     */
    public static V4Pact pact(
            String consumer, Catalog provider, List<? extends V4Interaction.SynchronousHttp> interactions) {
        return new V4Pact(
                new Consumer(consumer), new Provider(provider.id()), new ArrayList<Interaction>(interactions));
    }

    /**
     * The text of a pact.
     *
     * @param pact the pact
     * @return its JSON
     */
    public static String json(V4Pact pact) {
        StringWriter text = new StringWriter();
        try (PrintWriter writer = new PrintWriter(text)) {
            DefaultPactWriter.INSTANCE.writePact(pact, writer, PactSpecVersion.V4);
        }
        return text.toString().replace(System.lineSeparator(), "\n");
    }

    /**
     * Writes a pact, in the place of one that is there: Pact itself would merge the two.
     *
     * @param pact the pact
     * @param folder where to; made if it is missing
     * @return the file
     * @throws UncheckedIOException if it cannot be written; says what to do
     */
    public static Path write(V4Pact pact, Path folder) {
        Path file = file(pact.getConsumer().getName(), pact.getProvider().getName(), folder);
        try {
            Files.createDirectories(folder);
            return Files.writeString(file, json(pact));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    ("The pact %s cannot be written; choose another folder, for an ErrorPact with writtenTo(...) or by the system"
                                    + " property pact.rootDir")
                            .formatted(file),
                    e);
        }
    }

    /**
     * Removes a pact of an earlier run, so that nobody takes it for one of this run.
     *
     * @param consumer the name of the consumer
     * @param provider the name of the provider
     * @param folder where it may be
     * @throws UncheckedIOException if it is there and cannot be removed
     */
    public static void delete(String consumer, String provider, Path folder) {
        Path file = file(consumer, provider, folder);
        if (Files.exists(file)) {
            try {
                Files.delete(file);
            } catch (IOException e) {
                throw new UncheckedIOException("The pact %s of an earlier run cannot be removed".formatted(file), e);
            }
        }
    }

    private static Path file(String consumer, String provider, Path folder) {
        return folder.resolve(consumer + "-" + provider + ".json");
    }
}

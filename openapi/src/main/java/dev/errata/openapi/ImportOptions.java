package dev.errata.openapi;

import com.fasterxml.jackson.core.JsonPointer;
import dev.errata.openapi.internal.catalog.Settings;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apiguardian.api.API;

/**
 * Configures an import. Each method returns changed options and leaves these as they are.
 *
 * <pre>{@code
 * ImportOptions options = ImportOptions.defaults().id("shop").code("/error/code").operations("GET /orders/*");
 * }</pre>
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class ImportOptions {

    private static final ImportOptions DEFAULTS = new ImportOptions(
            new Settings(Optional.empty(), List.of(), List.of(), List.of(), OptionalInt.empty(), Optional.empty()));

    private final Settings settings;

    private ImportOptions(Settings settings) {
        this.settings = settings;
    }

    /**
     * Returns the defaults: the import detects everything itself.
     *
     * @return the options
     */
    public static ImportOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Sets the id of the catalog.
     *
     * @param id lower-case letters, digits and hyphens, a letter first; otherwise made of the title of the description
     * @return the options
     * @throws IllegalArgumentException if it is spelled otherwise
     */
    public ImportOptions id(String id) {
        if (!id.matches("[a-z][a-z0-9-]*")) {
            throw new IllegalArgumentException("\"" + id + "\" is not a valid id; write it like shop or shop-v2");
        }
        return new ImportOptions(new Settings(
                Optional.of(id),
                settings.code(),
                settings.message(),
                settings.operations(),
                settings.defaultStatus(),
                settings.read()));
    }

    /**
     * Sets the places of the code in errors, instead of detecting them by names.
     *
     * @param places JSON pointers such as {@code /error/code}; of several the first that an error has counts
     * @return the options
     * @throws IllegalArgumentException if one of them is not a JSON pointer
     */
    public ImportOptions code(String... places) {
        return new ImportOptions(new Settings(
                settings.id(),
                pointers(places),
                settings.message(),
                settings.operations(),
                settings.defaultStatus(),
                settings.read()));
    }

    /**
     * Sets the places of the message for people in errors, instead of detecting them by names.
     *
     * @param places JSON pointers such as {@code /error/message}; of several the first that an error has counts
     * @return the options
     * @throws IllegalArgumentException if one of them is not a JSON pointer
     */
    public ImportOptions message(String... places) {
        return new ImportOptions(new Settings(
                settings.id(),
                settings.code(),
                pointers(places),
                settings.operations(),
                settings.defaultStatus(),
                settings.read()));
    }

    private static List<String> pointers(String... places) {
        for (String place : places) {
            if (!place.startsWith("/")) {
                throw new IllegalArgumentException(
                        "\"" + place + "\" is not a JSON pointer; write it like /error/code");
            }
            JsonPointer.compile(place);
        }
        return List.of(places);
    }

    /**
     * Imports some operations only.
     *
     * @param operations ids of operations, or methods and paths such as {@code GET /orders/{id}}; {@code *} matches any
     *     characters
     * @return the options
     */
    public ImportOptions operations(String... operations) {
        return new ImportOptions(new Settings(
                settings.id(),
                settings.code(),
                settings.message(),
                List.of(operations),
                settings.defaultStatus(),
                settings.read()));
    }

    /**
     * Sets the status of the answers that a description calls {@code default}. Otherwise it is 500 for operations that list answers
     * with a status from 400, and 400 for others.
     *
     * @param status a status from 400 to 599
     * @return the options
     * @throws IllegalArgumentException if it is another
     */
    public ImportOptions defaultStatus(int status) {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException(status + " is not the status of an error; use one from 400 to 599");
        }
        return new ImportOptions(new Settings(
                settings.id(),
                settings.code(),
                settings.message(),
                settings.operations(),
                OptionalInt.of(status),
                settings.read()));
    }

    /**
     * Sets the day on which the description was read, for the catalog. Otherwise it is today.
     *
     * @param day the day
     * @return the options
     */
    public ImportOptions read(LocalDate day) {
        return new ImportOptions(new Settings(
                settings.id(),
                settings.code(),
                settings.message(),
                settings.operations(),
                settings.defaultStatus(),
                Optional.of(day)));
    }

    Settings settings() {
        return settings;
    }

    /** Returns the options that are not the default, as a lock remembers them. */
    Map<String, List<String>> named() {
        Map<String, List<String>> named = new LinkedHashMap<>();
        settings.id().ifPresent(id -> named.put("id", List.of(id)));
        Map.of("code", settings.code(), "message", settings.message(), "operations", settings.operations())
                .entrySet()
                .stream()
                .filter(option -> !option.getValue().isEmpty())
                .sorted(Map.Entry.comparingByKey())
                .forEach(option -> named.put(option.getKey(), option.getValue()));
        settings.defaultStatus().ifPresent(status -> named.put("defaultStatus", List.of(String.valueOf(status))));
        return named;
    }

    /** Returns the options that a lock remembers. */
    static ImportOptions named(Map<String, List<String>> named) {
        ImportOptions options = defaults();
        for (Map.Entry<String, List<String>> option : named.entrySet()) {
            String[] values = option.getValue().toArray(String[]::new);
            options = switch (option.getKey()) {
                case "id" -> options.id(values[0]);
                case "code" -> options.code(values);
                case "message" -> options.message(values);
                case "operations" -> options.operations(values);
                case "defaultStatus" -> options.defaultStatus(Integer.parseInt(values[0]));
                default -> throw new IllegalArgumentException("unknown option \"" + option.getKey() + "\"");
            };
        }
        return options;
    }
}

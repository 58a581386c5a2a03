package dev.errata.openapi.internal.catalog;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a user decides about an import.
 *
 * @param id the id of the catalog, empty to derive it from the title
 * @param code the places of the code, empty to find them
 * @param message the places of the message, empty to find them
 * @param operations which operations to import: their ids, or method and path such as {@code GET /orders/*}; empty for all
 * @param defaultStatus the status of answers named {@code default}, empty to derive it
 * @param read the day on which the description was read, empty for today
 */
public record Settings(
        Optional<String> id,
        List<String> code,
        List<String> message,
        List<String> operations,
        OptionalInt defaultStatus,
        Optional<LocalDate> read) {}

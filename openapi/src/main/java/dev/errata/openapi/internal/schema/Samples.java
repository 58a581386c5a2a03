package dev.errata.openapi.internal.schema;

import java.util.Optional;

/** Texts of the formats that JSON Schema and OpenAPI know. */
final class Samples {

    private Samples() {}

    /**
     * Returns a text of a format.
     *
     * @param format the format
     * @param ordinal the number of the text, for lists in which no two are equal
     * @return the text, empty if any text is of the format
     */
    static Optional<String> of(String format, int ordinal) {
        int n = ordinal % 100;
        return Optional.ofNullable(
                switch (format) {
                    case "date-time", "datetime" -> "2026-01-01T00:00:%02dZ".formatted(n % 60);
                    case "date" -> "2026-01-%02d".formatted(n % 28 + 1);
                    case "time" -> "00:00:%02dZ".formatted(n % 60);
                    case "duration" -> "PT%dM".formatted(n + 1);
                    case "email", "idn-email" -> n == 0 ? "someone@example.com" : "someone%d@example.com".formatted(n);
                    case "hostname", "idn-hostname" -> n == 0 ? "example.com" : "host%d.example.com".formatted(n);
                    case "ipv4", "ip" -> "192.0.2.%d".formatted(n + 1);
                    case "ipv6" -> "2001:db8::%d".formatted(n + 1);
                    case "uri", "url", "iri" -> "https://example.com/%s".formatted(n == 0 ? "" : String.valueOf(n));
                    case "uri-reference", "iri-reference" -> "/%d".formatted(n);
                    case "uri-template" -> "/{id}";
                    case "uuid" -> "00000000-0000-4000-8000-0000000000%02d".formatted(n);
                    case "byte" -> "dGV4dA==";
                    case "json-pointer" -> "/%d".formatted(n);
                    case "relative-json-pointer" -> "0";
                    case "regex" -> ".*";
                    case "decimal", "int32", "int64", "double", "float", "number" -> String.valueOf(n);
                    default -> null;
                });
    }
}

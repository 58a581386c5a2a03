package dev.errata.openapi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was imported, and how.
 *
 * @param file the name of the description's file
 * @param sha256 the SHA-256 of the file, in hexadecimal digits
 * @param options the options that are not the default, by their names
 */
record ImportSource(String file, String sha256, Map<String, List<String>> options) {

    ImportSource {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }
}

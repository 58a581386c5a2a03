package dev.errata.openapi.internal.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * A file of a catalog.
 *
 * @param name its name in the folder
 * @param content what it says
 * @param sources from JSON pointers in the file to places in the description
 */
public record CatalogFile(String name, ObjectNode content, Map<String, String> sources) {}

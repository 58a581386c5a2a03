package dev.errata.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.apiguardian.api.API;

/**
 * A file of a catalog, as an import makes it.
 *
 * @param name the name in the folder of the catalog, such as {@code catalog.json} or {@code errors/NOT_FOUND.json}
 * @param content what the file says
 * @param sources where its items come from: from the JSON pointer of an item in the file, such as {@code /endpoints/3} or {@code /scenarios/0}, to a
 *     JSON pointer in the description
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record ImportedFile(String name, ObjectNode content, Map<String, String> sources) {}

package dev.errata.examples.buena;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Why an API key may not do what was asked. What Buena did not say is empty.
 *
 * @param required the permission that is missing, such as {@code linkedin:schedule}
 * @param available the permissions that the key has
 * @param documentation where to read more
 */
public record PermissionHelp(String required, List<String> available, String documentation) {

    public PermissionHelp {
        available = List.copyOf(available);
    }

    static PermissionHelp of(JsonNode help) {
        return new PermissionHelp(
                help.path("required").asText(),
                StreamSupport.stream(help.path("available").spliterator(), false)
                        .map(JsonNode::asText)
                        .toList(),
                help.path("documentation").asText());
    }
}

package dev.errata.assertions.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import dev.errata.fixtures.Catalog;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.WeakHashMap;

/** Validates bodies against the JSON Schema of an API's envelope. */
public final class EnvelopeSchemas {

    private static final SchemaValidatorsConfig CONFIG = SchemaValidatorsConfig.builder()
            .pathType(PathType.JSON_POINTER)
            .formatAssertionsEnabled(true)
            .locale(Locale.ROOT)
            .build();

    /** Reading a schema takes much longer than checking a body, and there are few catalogs. */
    private static final Map<Catalog, JsonSchema> SCHEMAS = new WeakHashMap<>();

    private EnvelopeSchemas() {}

    /** Lists the violations of the schema, a line for each place, in the order of the places. */
    public static List<String> violations(Catalog catalog, JsonNode body) {
        return schema(catalog).validate(body).stream()
                .map(violation -> {
                    String message = violation.getMessage();
                    return message.startsWith(":") ? "the body" + message : message;
                })
                .sorted()
                .toList();
    }

    private static synchronized JsonSchema schema(Catalog catalog) {
        return SCHEMAS.computeIfAbsent(
                catalog,
                api -> JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(api.envelope().schema(), CONFIG));
    }
}

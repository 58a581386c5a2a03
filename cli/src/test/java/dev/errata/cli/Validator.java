package dev.errata.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.util.List;

/** Another's implementation of JSON Schema 2020-12, and the official schemas. */
final class Validator {

    static final String OPENAPI_31 = "https://spec.openapis.org/oas/3.1/schema-base/2022-10-07";
    static final String META_SCHEMA = "https://json-schema.org/draft/2020-12/schema";

    /** The official schemas lie on the class path, and nothing is fetched. */
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(
            VersionFlag.V202012,
            factory -> factory.schemaMappers(
                    mappers -> mappers.mapPrefix("https://spec.openapis.org/", "classpath:spec.openapis.org/")));

    private static final SchemaValidatorsConfig CONFIG =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    private Validator() {}

    /** What an official schema objects to. */
    static List<String> objections(String schema, JsonNode json) {
        return objections(FACTORY.getSchema(SchemaLocation.of(schema), CONFIG), json);
    }

    /** What a schema objects to. */
    static List<String> objections(JsonNode schema, JsonNode json) {
        return objections(FACTORY.getSchema(schema, CONFIG), json);
    }

    private static List<String> objections(JsonSchema schema, JsonNode json) {
        return schema.validate(json).stream().map(String::valueOf).toList();
    }
}

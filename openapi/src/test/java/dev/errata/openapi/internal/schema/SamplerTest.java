package dev.errata.openapi.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import dev.errata.fixtures.internal.json.JsonTree;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SamplerTest {

    private static Schema schema(String json) {
        return new Schema("", JsonTree.parse(json.replace('\'', '"')).orElseThrow());
    }

    private static boolean isValid(JsonNode schema, JsonNode value) {
        SchemaValidatorsConfig formats =
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(schema, formats)
                .validate(value)
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'integer','minimum':3,'multipleOf':5}",
                "{'type':'number','exclusiveMinimum':1,'exclusiveMaximum':1.5}",
                "{'type':'integer','exclusiveMaximum':-7,'multipleOf':3}",
                "{'type':'string','minLength':30}",
                "{'type':'string','maxLength':1}",
                "{'type':'string','format':'date-time'}",
                "{'type':'string','format':'uuid'}",
                "{'type':'string','format':'ipv6'}",
                "{'type':'string','format':'duration'}",
                "{'type':'string','format':'json-pointer'}",
                "{'type':'string','pattern':'^[A-Z]{2}-\\\\d{3,}(x|y)?$'}",
                "{'type':'string','pattern':'^\\\\p{L}+$','minLength':12}",
                "{'type':'string','pattern':'^(?!a)[a-z]+$'}",
                "{'type':'string','pattern':'^[^a-z0-9]{3}$'}",
                "{'type':'string','pattern':'^([a-f0-9]{8}-){2}[a-f0-9]{4}$'}",
                "{'type':'array','items':{'type':'string'},'minItems':3,'uniqueItems':true}",
                "{'type':'array','items':{'enum':['a','b','c']},'minItems':3,'uniqueItems':true}",
                "{'type':'array','prefixItems':[{'type':'integer'},{'type':'string'}],'items':false,'minItems':2}",
                "{'type':'array','contains':{'const':'x'},'items':{'type':'string'}}",
                "{'type':'object','minProperties':2,'additionalProperties':{'type':'integer'}}",
                "{'type':'object','required':['a'],'dependentRequired':{'a':['b']},'properties':{'b':{'type':'null'}}}",
                "{'allOf':[{'type':'object','required':['a']},{'properties':{'a':{'type':'string'}}},{'properties':{'a':{'minLength':9}}}]}",
                "{'oneOf':[{'type':'object','required':['a'],'properties':{'a':false}},{'type':'object','required':['b']}]}",
                "{'anyOf':[{'type':'string','minLength':2,'maxLength':1},{'type':'integer'}]}",
                "{'type':'object','required':['k'],'properties':{'k':{'enum':['a','b']}},'if':{'properties':{'k':{'const':'a'}}},'then':{'required':['x'],'properties':{'x':{'type':'integer'}}}}",
                "{'type':'object','required':['a'],'properties':{'a':{'enum':['x','y']}},'not':{'properties':{'a':{'const':'x'}}}}",
                "{'type':['null','integer'],'minimum':4}",
                "{'type':'object','required':['kids'],'properties':{'kids':{'type':'array','items':{'$ref':'#'}}}}"
            })
    void valueSatisfiesItsSchema(String json) {
        Schema schema = schema(json);
        Optional<JsonNode> value = Sampler.sample(schema);

        assertThat(value).isPresent();
        assertThat(isValid(schema.json(), value.get()))
                .as(value.get().toString())
                .isTrue();
        assertThat(Sampler.sample(schema)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "false",
                "{'type':'string','minLength':3,'maxLength':2}",
                "{'type':'integer','minimum':2,'maximum':1}",
                "{'type':'string','pattern':'^a$','enum':['b']}",
                "{'type':'object','required':['a'],'properties':{'a':{'$ref':'#'}}}",
                "{'type':'array','items':{'const':1},'minItems':2,'uniqueItems':true}"
            })
    void searchEndsWhereThereIsNoValue(String json) {
        assertThat(Sampler.sample(schema(json))).isEmpty();
    }

    /** Schemas of random parts: what is found satisfies them, as an independent validator sees it. */
    @Test
    void whateverIsFoundIsValid() {
        Random random = new Random(18);
        int found = 0;
        for (int i = 0; i < 400; i++) {
            Schema schema = schema(random(random, 3));
            Optional<JsonNode> value = Sampler.sample(schema);
            if (value.isPresent()) {
                found++;
                assertThat(isValid(schema.json(), value.get()))
                        .as("%s for %s", value.get(), schema.json())
                        .isTrue();
            }
        }
        assertThat(found).isGreaterThan(250);
    }

    private static String random(Random random, int depth) {
        int kind = random.nextInt(depth == 0 ? 4 : 8);
        return switch (kind) {
            case 0 -> "{'type':'integer','minimum':%d}".formatted(random.nextInt(100) - 50);
            case 1 -> "{'type':'string','minLength':%d}".formatted(random.nextInt(20));
            case 2 -> "{'enum':['a',%d,null]}".formatted(random.nextInt(5));
            case 3 ->
                "{'type':'string','pattern':'^[a-%c]{%d}$'}".formatted('b' + random.nextInt(20), 1 + random.nextInt(4));
            case 4 -> {
                StringJoiner properties = new StringJoiner(",");
                StringJoiner required = new StringJoiner(",");
                for (char name = 'a'; name < 'e'; name++) {
                    properties.add("'%c':%s".formatted(name, random(random, depth - 1)));
                    if (random.nextBoolean()) {
                        required.add("'%c'".formatted(name));
                    }
                }
                yield "{'type':'object','properties':{%s},'required':[%s],'additionalProperties':%s}"
                        .formatted(properties, required, random.nextBoolean());
            }
            case 5 ->
                "{'type':'array','items':%s,'minItems':%d,'uniqueItems':%s}"
                        .formatted(random(random, depth - 1), random.nextInt(3), random.nextBoolean());
            case 6 ->
                "{'%s':[%s,%s]}"
                        .formatted(
                                random.nextBoolean() ? "oneOf" : "anyOf",
                                random(random, depth - 1),
                                random(random, depth - 1));
            default -> "{'allOf':[%s,%s]}".formatted(random(random, depth - 1), random(random, depth - 1));
        };
    }

    @ParameterizedTest
    @CsvSource({
        "404, 'GONE,NOT_FOUND,CONFLICT', NOT_FOUND",
        "404, 'invalid,resource_not_found', resource_not_found",
        "429, 'internal,rate_limit_exceeded', rate_limit_exceeded",
        "503, 'internal_error,custom', custom",
        "500, 'not_found,unauthorized', not_found"
    })
    void codeIsTheOneThatFitsTheStatus(int status, String codes, String expected) {
        Schema schema =
                schema("{'type':'object','required':['code'],'properties':{'code':{'type':'string','enum':['%s']}}}"
                        .formatted(codes.replace(",", "','")));
        Places places = PlaceFinder.find(schema, Map.of());

        assertThat(Sampler.sample(schema, places, new Sampler.Hints(status, "message", false, Optional.empty())))
                .map(body -> body.path("code").asText())
                .contains(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type':'object','properties':{'status':{'type':'integer'}}} | {'status':404}",
                "{'type':'object','required':['status'],'properties':{'status':{'type':'string'}}} | {'status':'404'}",
                "{'type':'object','properties':{'error':{'type':'object','properties':{'code':{'type':'integer','minimum':400,'maximum':600}}}}} | {'error':{'code':404}}",
                "{'oneOf':[{'type':'object','required':['statusCode'],'properties':{'statusCode':{'const':400}}},{'type':'object','required':['statusCode'],'properties':{'statusCode':{'const':404}}}]} | {'statusCode':404}"
            })
    void statusIsTold(String json, String body) {
        Schema schema = schema(json);
        Places places = PlaceFinder.find(schema, Map.of());

        assertThat(Sampler.sample(schema, places, new Sampler.Hints(404, "message", false, Optional.empty())))
                .map(JsonNode::toString)
                .contains(body.replace('\'', '"'));
    }
}

package dev.errata.openapi.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errata.fixtures.internal.json.JsonTree;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The styles of well-known APIs, each by an example of an error with the status 422. */
class PlaceFinderTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'code':'invalid','message':'Wrong'} | [/code] | [/message]",
                "{'error':{'type':'card_error','code':'card_declined','message':'No','param':'x'}} | [/error/code] | [/error/message]",
                "{'type':'https://example.com/invalid','title':'Wrong','status':422,'detail':'It is wrong'} | [/type] | [/detail]",
                "{'errors':[{'status':'422','code':'bad','title':'Bad','detail':'Worse'}]} | [/errors/0/code] | [/errors/0/detail]",
                "{'error':{'code':422,'message':'Wrong','status':'INVALID_ARGUMENT'}} | [/error/status] | [/error/message]",
                "{'error':'invalid_grant','error_description':'Expired'} | [/error] | [/error_description]",
                "{'statusCode':422,'message':'Wrong','error':'Unprocessable Entity'} | [] | [/message]",
                "{'code':21211,'message':'Not a number','more_info':'https://example.com','status':422} | [/code] | [/message]",
                "{'error':{'type':'NoSuchTable','code':422,'message':'None'}} | [/error/type] | [/error/message]",
                "[{'errorCode':'REQUIRED','message':'Missing','fields':['a']}] | [/0/errorCode] | [/0/message]",
                "{'message':'Validation Failed','errors':[{'field':'title','code':'missing_field'}]} | [/errors/0/code] | [/message]",
                "{'error':'Something went wrong'} | [] | [/error]",
                "{'fault':{'faultstring':'No','detail':{'errorcode':'steps.Invalid'}}} | [/fault/detail/errorcode] | []",
                "{'err':'Not allowed','status':422} | [] | [/err]"
            })
    void placesOfTheCodeAndTheMessage(String body, String code, String message) {
        JsonNode json = JsonTree.parse(body.replace('\'', '"')).orElseThrow();
        Places places = PlaceFinder.find(Schema.ANY, Map.of(json, 422));

        assertThat(places.code()).hasToString(code);
        assertThat(places.message()).hasToString(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'errors':[{'field':'a','message':'b'}]} | /errors list",
                "{'details':[{'path':'a','issue':'b','x':1}]} | /details list",
                "{'errors':[{'code':'a','title':'b'}]} | none"
            })
    void placeOfTheFieldErrors(String body, String expected) {
        JsonNode json = JsonTree.parse(body.replace('\'', '"')).orElseThrow();

        assertThat(PlaceFinder.find(Schema.ANY, Map.of(json, 422))
                        .fieldErrors()
                        .map(found -> found.at() + " " + found.as())
                        .orElse("none"))
                .isEqualTo(expected);
    }
}

package dev.errata.assertions.internal.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns the values of tests into JSON, and JSON into values of tests. */
public final class JavaValues {

    /** JSON has no NaN, so no response has it. A test may still expect it, and has to be told so. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
            .build();

    private JavaValues() {}

    /**
     * Writes and reads a value, because some are other JSON than the trees that Jackson makes of them: the float 0.1 is written as
     * 0.1, but is 0.10000000149011612 in a tree, and bytes are written as a text.
     *
     * @param value the value
     * @return the value as JSON
     * @throws IllegalArgumentException if Jackson cannot write it
     */
    public static JsonNode toJson(@Nullable Object value) {
        try {
            return JSON.readTree(JSON.writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Jackson cannot write the expected value: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("a value in memory cannot be read", e);
        }
    }

    /**
     * Returns JSON as lists, maps, texts, numbers and booleans. A number with a fraction is a double, as a test writes it, unless
     * it has more digits than one holds.
     *
     * @param json the JSON
     * @return the value
     */
    public static @Nullable Object of(JsonNode json) {
        if (json.isObject()) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            json.properties().forEach(field -> map.put(field.getKey(), of(field.getValue())));
            return map;
        }
        if (json.isArray()) {
            List<@Nullable Object> list = new ArrayList<>();
            json.forEach(element -> list.add(of(element)));
            return list;
        }
        if (json.isBigDecimal()) {
            double nearest = json.doubleValue();
            boolean holdsAll =
                    Double.isFinite(nearest) && BigDecimal.valueOf(nearest).compareTo(json.decimalValue()) == 0;
            return holdsAll ? (Object) nearest : json.decimalValue();
        }
        return json.isNumber()
                ? json.numberValue()
                : json.isBoolean() ? (Object) json.booleanValue() : json.textValue();
    }
}

package dev.errata.examples.databuddy;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question about a website's visitors. Dates are sent as they are: whether they make sense is for Databuddy to say.
 *
 * @param parameters the query types to answer, such as {@code traffic}
 * @param startDate the first day, as YYYY-MM-DD or ISO 8601
 * @param endDate the last day
 * @param preset a time span by name instead of two dates, such as {@code last7days}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Query(
        List<String> parameters,
        @Nullable String startDate,
        @Nullable String endDate,
        @Nullable String preset) {

    public Query {
        parameters = List.copyOf(parameters);
    }

    public static Query of(String... parameters) {
        return new Query(List.of(parameters), null, null, null);
    }

    public Query between(String startDate, String endDate) {
        return new Query(parameters, startDate, endDate, null);
    }

    public Query during(String preset) {
        return new Query(parameters, null, null, preset);
    }
}

package dev.errata.examples.databuddy;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * A question that no query type asks.
 *
 * @param query what to compute
 * @param startDate the first day, as YYYY-MM-DD
 * @param endDate the last day
 */
public record CustomQuery(Computation query, String startDate, String endDate) {

    /**
     * What to compute from a table.
     *
     * @param groupBy the columns to group by; none means one row for all
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Computation(String table, List<Select> selects, List<String> groupBy) {

        public Computation {
            selects = List.copyOf(selects);
            groupBy = List.copyOf(groupBy);
        }
    }

    /**
     * One number.
     *
     * @param field the column, or {@code *} to count rows
     * @param aggregate count, uniq, sum, avg, max or min
     */
    public record Select(String field, String aggregate) {}
}

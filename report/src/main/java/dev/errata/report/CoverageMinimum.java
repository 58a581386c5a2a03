package dev.errata.report;

import dev.errata.report.Coverage.Api;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apiguardian.api.API;

/**
 * The minimum share of the scenarios of each API that servers must answer to a client. An API without requests is not judged,
 * and neither is one without scenarios.
 *
 * <pre>{@code
 * CoverageMinimum minimum = CoverageMinimum.none().with("60%").with("buena", "90%");
 * minimum.missedBy(coverage).ifPresent(reason -> { throw new IllegalStateException(reason); });
 * }</pre>
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class CoverageMinimum {

    private static final Pattern PERCENTAGE = Pattern.compile("(\\d{1,3})\\s*%?");

    private static final CoverageMinimum NONE = new CoverageMinimum(0, Map.of());

    private final int general;
    private final Map<String, Integer> byApi;

    private CoverageMinimum(int general, Map<String, Integer> byApi) {
        this.general = general;
        this.byApi = byApi;
    }

    /**
     * Returns no minimum.
     *
     * @return a minimum that any coverage reaches
     */
    public static CoverageMinimum none() {
        return NONE;
    }

    /**
     * Sets the percentage for each API that has no minimum of its own.
     *
     * @param percentage such as {@code 90%} or {@code 90}
     * @return the minimum with this in the place of an earlier one
     * @throws IllegalArgumentException if it is not a percentage from 0 to 100
     */
    public CoverageMinimum with(String percentage) {
        return new CoverageMinimum(percent(percentage), byApi);
    }

    /**
     * Sets the percentage for one API.
     *
     * @param api the id of the API, such as {@code buena}
     * @param percentage such as {@code 90%} or {@code 90}
     * @return the minimum with this in the place of an earlier one for this API
     * @throws IllegalArgumentException if it is not a percentage from 0 to 100
     */
    public CoverageMinimum with(String api, String percentage) {
        Map<String, Integer> more = new TreeMap<>(byApi);
        more.put(api, percent(percentage));
        return new CoverageMinimum(general, more);
    }

    private static int percent(String text) {
        Matcher number = PERCENTAGE.matcher(text.strip());
        if (!number.matches() || Integer.parseInt(number.group(1)) > 100) {
            throw new IllegalArgumentException("must be a percentage such as 90%, is \"" + text + "\"");
        }
        return Integer.parseInt(number.group(1));
    }

    /**
     * Compares coverage with this minimum.
     *
     * @param coverage what was covered
     * @return which APIs have less, and their missing scenarios, as a text for people; empty if none has. Where no API was
     *     recorded, that is less than any percentage but 0
     */
    public Optional<String> missedBy(Coverage coverage) {
        List<Api> apis = coverage.apis();
        if (apis.isEmpty() && general > 0) {
            return Optional.of("Less than %d %% was covered: nothing was recorded".formatted(general));
        }
        Map<Integer, List<Api>> shortOf = apis.stream()
                .filter(api -> api.asked() && api.percent() < percent(api))
                .collect(Collectors.groupingBy(this::percent, TreeMap::new, Collectors.toList()));
        List<String> texts = new ArrayList<>();
        shortOf.forEach((percent, low) -> texts.add(missed(percent, low)));
        return texts.isEmpty() ? Optional.empty() : Optional.of(String.join(System.lineSeparator(), texts));
    }

    private int percent(Api api) {
        return byApi.getOrDefault(api.id(), general);
    }

    private static String missed(int percent, List<Api> low) {
        return low.stream()
                .map(api -> "%n  %s: %d %%, never answered: %s"
                        .formatted(
                                ConsoleText.line(api.name()),
                                api.percent(),
                                ConsoleText.line(String.join(", ", api.missing()))))
                .collect(Collectors.joining(
                        "",
                        "Less than %d %% of the documented scenarios were answered to a client:".formatted(percent),
                        ""));
    }

    /**
     * Looks for minimums that have no effect, such as one for a mistyped API.
     *
     * @param coverage what was covered
     * @return a sentence for each API that has a minimum of its own, and was not recorded
     */
    public List<String> withoutEffect(Coverage coverage) {
        List<String> recorded = coverage.apis().stream().map(Api::id).toList();
        return byApi.keySet().stream()
                .filter(api -> !recorded.contains(api))
                .map(api ->
                        "The minimum for \"%s\" has no effect, because no server of this API was started. Recorded: %s."
                                .formatted(api, recorded.isEmpty() ? "none" : String.join(", ", recorded)))
                .toList();
    }
}

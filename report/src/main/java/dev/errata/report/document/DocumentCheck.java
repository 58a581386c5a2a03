package dev.errata.report.document;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.internal.json.JsonTree;
import dev.errata.fixtures.model.Answer;
import dev.errata.fixtures.model.DocumentedStatus;
import dev.errata.fixtures.model.Endpoint;
import dev.errata.fixtures.model.Envelope;
import dev.errata.fixtures.model.Header;
import dev.errata.fixtures.model.Provenance;
import dev.errata.fixtures.model.ResponseParts;
import dev.errata.report.document.Difference.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;

/**
 * Compares a catalog with the text of the document that it was made from, to see whether the document has changed since, or the
 * catalog missed something.
 *
 * <pre>{@code
 * DocumentCheck check = DocumentCheck.of(Catalog.buena(), Files.readString(Path.of("errors.txt")));
 * check.differences().forEach(System.out::println);
 * // line 45: the catalog lacks the code TEAPOT
 * }</pre>
 *
 * <p>The text is plain or Markdown. Compared are all JSON bodies, the codes and the HTTP statuses that it names, and what the
 * catalog calls documented: headings, headers, codes, statuses and bodies. Not compared is what the text says in prose. A body
 * whose code is a placeholder such as {@code ERROR_CODE} shows the format of errors, and is compared with the envelope.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class DocumentCheck {

    private static final int LONGEST_BODY = 100;
    private static final int MOST_PLACES = 3;

    private final Catalog catalog;
    private final TextReader text;
    private final Codes codes;
    private final Statuses statuses;

    /** All JSON that the catalog has, with all objects and lists in it. */
    private final Set<JsonNode> known = new HashSet<>();

    /** The scenarios whose bodies the text has, perhaps otherwise. */
    private final Set<Scenario> found = new HashSet<>();

    private final Map<String, Integer> codesOfBodies = new LinkedHashMap<>();
    private final List<Difference> differences = new ArrayList<>();

    private DocumentCheck(Catalog catalog, String text) {
        this.catalog = catalog;
        this.text = new TextReader(text);
        this.codes = new Codes(this.text, codeFields(), codes());
        this.statuses = new Statuses(this.text);
        catalog.scenarios().forEach(scenario -> {
            scenario.answer().json().ifPresent(this::addKnown);
            scenario.request().body().flatMap(JsonTree::parse).ifPresent(this::addKnown);
        });
        catalog.endpoints().forEach(endpoint -> endpoint.answer().json().ifPresent(this::addKnown));
        checkBodies();
        checkCodes();
        checkStatuses();
        checkDocumented();
        differences.sort(Comparator.comparingInt(difference -> difference.line().orElse(Integer.MAX_VALUE)));
    }

    /**
     * Compares a catalog with a text.
     *
     * @param catalog the catalog
     * @param text the text of its document
     * @return the comparison
     */
    public static DocumentCheck of(Catalog catalog, String text) {
        return new DocumentCheck(catalog, text);
    }

    /**
     * Returns what the two do not agree on.
     *
     * @return the differences in the order of the text, then those that have no line; none if the two agree
     */
    public List<Difference> differences() {
        return List.copyOf(differences);
    }

    /**
     * Returns what was found in the text, in a few words.
     *
     * @return such as {@code 12 JSON bodies, 9 codes and 11 statuses}
     */
    public String found() {
        Set<Integer> allStatuses = new HashSet<>(statuses.lines().keySet());
        codes.lines().keySet().forEach(code -> allStatuses.addAll(codes.statuses(code)));
        return "%s, %s and %s"
                .formatted(
                        counted(text.json().size(), "JSON body", "JSON bodies"),
                        counted(allCodes().size(), "code", "codes"),
                        counted(allStatuses.size(), "status", "statuses"));
    }

    private static String counted(int number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }

    private Set<String> codes() {
        return catalog.errors().stream()
                .flatMap(error -> error.code().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Set<String> codeFields() {
        return catalog.envelopes().stream()
                .flatMap(envelope -> envelope.code().stream())
                .flatMap(place -> place.pointer().stream())
                .map(pointer -> pointer.last().getMatchingProperty())
                .collect(Collectors.toSet());
    }

    private void addKnown(JsonNode json) {
        if (json.isContainerNode()) {
            known.add(json);
            json.forEach(this::addKnown);
        }
    }

    private void checkBodies() {
        for (TextReader.Found json : text.json()) {
            Optional<String> code = code(json.value());
            boolean isFormat = code.filter(Codes::isPlaceholder).isPresent();
            code.filter(any -> !isFormat).ifPresent(any -> codesOfBodies.putIfAbsent(any, json.line()));
            if (isFormat) {
                checkFormat(json);
            } else if (known.contains(json.value())) {
                catalog.scenarios().stream()
                        .filter(scenario -> scenario.answer()
                                .json()
                                .filter(json.value()::equals)
                                .isPresent())
                        .forEach(found::add);
            } else if (json.beginsLine() || looksLikeError(json.value())) {
                checkUnknown(json, code);
            }
        }
    }

    private Optional<String> code(JsonNode json) {
        ResponseParts parts = parts(json);
        return catalog.envelopes().stream()
                .flatMap(envelope -> envelope.code(parts).stream())
                .filter(code -> code.isTextual() || code.isIntegralNumber())
                .map(JsonNode::asText)
                .findFirst();
    }

    private static ResponseParts parts(JsonNode json) {
        return new ResponseParts(json, JsonTree.text(json), Map.of());
    }

    private boolean looksLikeError(JsonNode json) {
        ResponseParts parts = parts(json);
        return catalog.envelopes().stream()
                .anyMatch(envelope -> Stream.concat(envelope.code().stream(), envelope.message().stream())
                        .limit(1)
                        .anyMatch(place -> place.find(parts).isPresent()));
    }

    /** The body that shows the format has the fields of an envelope, and no others. */
    private void checkFormat(TextReader.Found json) {
        List<String> reasons = catalog.envelopes().stream()
                .map(envelope -> formatDifferences(envelope, json.value()))
                .min(Comparator.comparingInt(List::size))
                .orElseThrow();
        reasons.forEach(reason -> add(Kind.DIFFERENT, json.line(), reason));
    }

    private static List<String> formatDifferences(Envelope envelope, JsonNode format) {
        List<String> reasons = new ArrayList<>();
        JsonNode schema = envelope.schema().orElse(format);
        format.fieldNames().forEachRemaining(field -> {
            if (schema.has("properties") && !schema.path("properties").has(field)) {
                reasons.add("the %s of the catalog lacks the field \"%s\", which the format has"
                        .formatted(envelope, field));
            }
        });
        schema.path("required").forEach(field -> {
            if (!format.has(field.asText())) {
                reasons.add("the %s of the catalog requires %s, which the format lacks".formatted(envelope, field));
            }
        });
        return reasons;
    }

    private void checkUnknown(TextReader.Found json, Optional<String> code) {
        Optional<JsonNode> nearest = nearest(json.value(), code);
        if (nearest.isEmpty()) {
            add(Kind.MISSING, json.line(), "the catalog lacks the body " + shortened(json.value()));
            return;
        }
        List<Scenario> scenarios = scenariosWith(nearest.get());
        found.addAll(scenarios);
        List<String> places = places(nearest.get(), json.value());
        add(
                Kind.DIFFERENT,
                json.line(),
                "the body of %s differs: %s%s"
                        .formatted(
                                named(scenarios),
                                String.join("; ", places.subList(0, Math.min(MOST_PLACES, places.size()))),
                                places.size() > MOST_PLACES
                                        ? "; and %d more places".formatted(places.size() - MOST_PLACES)
                                        : ""));
    }

    /** Returns the body of the catalog that a body of the text is likely to be a version of. */
    private Optional<JsonNode> nearest(JsonNode body, Optional<String> code) {
        Set<JsonNode> inText = text.json().stream().map(TextReader.Found::value).collect(Collectors.toSet());
        Comparator<JsonNode> byDifferences =
                Comparator.comparingInt(other -> places(other, body).size());
        List<JsonNode> others = catalog.scenarios().stream()
                .flatMap(scenario -> scenario.answer().json().stream())
                .filter(other -> !inText.contains(other))
                .toList();
        return others.stream()
                .filter(other -> code.isPresent() && code(other).equals(code))
                .min(byDifferences)
                .or(() -> others.stream()
                        .filter(other -> places(other, body).size() == 1)
                        .findFirst());
    }

    private List<Scenario> scenariosWith(JsonNode body) {
        return catalog.scenarios().stream()
                .filter(scenario -> scenario.answer().json().equals(Optional.of(body)))
                .toList();
    }

    private static String named(List<Scenario> scenarios) {
        return (scenarios.size() == 1 ? "the scenario " : "the scenarios ")
                + scenarios.stream().map(Scenario::id).collect(Collectors.joining(", "));
    }

    /** Returns where two values differ. */
    private static List<String> places(JsonNode catalog, JsonNode text) {
        List<String> places = new ArrayList<>();
        collectPlaces("", catalog, text, places);
        return places;
    }

    private static void collectPlaces(String at, JsonNode catalog, JsonNode text, List<String> places) {
        if (catalog.equals(text)) {
            return;
        }
        if (catalog.isObject() && text.isObject()) {
            Set<String> names = new LinkedHashSet<>();
            text.fieldNames().forEachRemaining(names::add);
            catalog.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> collectPlaces(
                    at + "/" + name.replace("~", "~0").replace("/", "~1"),
                    catalog.path(name),
                    text.path(name),
                    places));
        } else if (catalog.isArray() && text.isArray() && catalog.size() == text.size()) {
            for (int i = 0; i < text.size(); i++) {
                collectPlaces(at + "/" + i, catalog.get(i), text.get(i), places);
            }
        } else {
            places.add("%s is %s in the text, %s in the catalog".formatted(at, shown(text), shown(catalog)));
        }
    }

    private static String shown(JsonNode value) {
        return value.isMissingNode() ? "missing" : shortened(value);
    }

    private static String shortened(JsonNode json) {
        String text = JsonTree.text(json);
        return text.length() <= LONGEST_BODY
                ? text
                : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, LONGEST_BODY))) + "…";
    }

    private Map<String, Integer> allCodes() {
        Map<String, Integer> all = new LinkedHashMap<>(codes.lines());
        codesOfBodies.forEach((code, line) -> all.merge(code, line, Math::min));
        return all;
    }

    private void checkCodes() {
        Set<String> ofCatalog = codes();
        allCodes().forEach((code, line) -> {
            if (!ofCatalog.contains(code)) {
                add(Kind.MISSING, line, "the catalog lacks the code " + code);
                return;
            }
            Set<Integer> expected = catalog.errors().stream()
                    .filter(error -> error.code().equals(Optional.of(code)))
                    .map(ApiError::status)
                    .collect(Collectors.toCollection(TreeSet::new));
            codes.statuses(code).stream()
                    .filter(status -> !expected.contains(status))
                    .forEach(status -> add(
                            Kind.DIFFERENT,
                            line,
                            "the code %s has the status %d in the text, %s in the catalog"
                                    .formatted(code, status, listed(expected))));
        });
    }

    private static String listed(Set<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(" or "));
    }

    private void checkStatuses() {
        Set<Integer> ofCatalog = Stream.of(
                        catalog.statuses().stream().map(DocumentedStatus::status),
                        catalog.errors().stream().map(ApiError::status),
                        catalog.endpoints().stream().map(Endpoint::answer).map(Answer::status))
                .flatMap(each -> each)
                .collect(Collectors.toSet());
        statuses.lines().forEach((status, line) -> {
            if (!ofCatalog.contains(status)) {
                add(Kind.MISSING, line, "the catalog lacks the status " + status);
            }
        });
    }

    private void checkDocumented() {
        Map<String, String> headings = new LinkedHashMap<>();
        catalog.statuses().stream()
                .filter(row -> row.provenance().isDocumented())
                .forEach(row -> {
                    headings.putIfAbsent(row.provenance().source(), "the status " + row.status());
                    requireStatus(row.status());
                });
        Stream.concat(
                        catalog.headers().stream(),
                        catalog.scenarios().stream().flatMap(scenario -> scenario.answer().headers().stream()))
                .filter(header -> header.provenance().isDocumented())
                .distinct()
                .forEach(header -> {
                    headings.putIfAbsent(header.provenance().source(), "the header " + header.name());
                    requireHeader(header);
                });
        catalog.errors().forEach(error -> checkDocumented(error, headings));
        catalog.scenarios().forEach(scenario -> checkDocumented(scenario, headings));
        catalog.endpoints()
                .forEach(endpoint -> cite(endpoint.answer().provenance(), "the endpoint " + endpoint, headings));
        Set<String> lines = text.text().lines().map(DocumentCheck::heading).collect(Collectors.toSet());
        headings.forEach((heading, fact) -> {
            if (!lines.contains(heading(heading))) {
                gone("the text lacks the heading \"%s\", which the catalog names as the source of %s"
                        .formatted(heading, fact));
            }
        });
    }

    private void checkDocumented(ApiError error, Map<String, String> headings) {
        String name = "the error " + error.name();
        if (error.statusProvenance().isDocumented()) {
            cite(error.statusProvenance(), name, headings);
            requireStatus(error.status());
        }
        error.codeProvenance().filter(Provenance::isDocumented).ifPresent(provenance -> {
            cite(provenance, name, headings);
            String code = error.code().orElseThrow();
            if (!containsWord(code)) {
                gone("the text lacks the code %s, which the catalog calls documented".formatted(code));
            }
        });
    }

    private void checkDocumented(Scenario scenario, Map<String, String> headings) {
        Answer answer = scenario.answer();
        if (!answer.provenance().isDocumented()) {
            return;
        }
        cite(answer.provenance(), "the scenario " + scenario.id(), headings);
        List<Scenario> same = answer.json().map(this::scenariosWith).orElse(List.of(scenario));
        boolean isThere = answer.json().isPresent()
                ? found.contains(scenario)
                : squeezed(text.text()).contains(squeezed(answer.body()));
        if (!isThere) {
            gone("the text lacks the body of %s, which the catalog calls documented".formatted(named(same)));
        }
    }

    private static void cite(Provenance provenance, String fact, Map<String, String> headings) {
        if (provenance.isDocumented()) {
            headings.putIfAbsent(provenance.source(), fact);
        }
    }

    private void requireStatus(int status) {
        if (!statuses.mentions(status)) {
            gone("the text lacks the status %d, which the catalog calls documented".formatted(status));
        }
    }

    private void requireHeader(Header header) {
        if (!text.text().toLowerCase(Locale.ROOT).contains(header.name().toLowerCase(Locale.ROOT))) {
            gone("the text lacks the header %s, which the catalog calls documented".formatted(header.name()));
        }
    }

    private boolean containsWord(String word) {
        return Pattern.compile("(?<![\\w.-])" + Pattern.quote(word) + "(?![\\w-])")
                .matcher(text.text())
                .find();
    }

    /** Returns a line without the marks of Markdown. */
    private static String heading(String line) {
        return squeezed(line.replaceAll("^[\\s#>*|-]+|[*_`]|[\\s#|:]+$", ""));
    }

    private static String squeezed(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    private void add(Kind kind, int line, String reason) {
        differences.add(new Difference(kind, OptionalInt.of(line), reason));
    }

    private void gone(String reason) {
        Difference difference = new Difference(Kind.GONE, OptionalInt.empty(), reason);
        if (!differences.contains(difference)) {
            differences.add(difference);
        }
    }
}

package dev.errata.openapi.internal.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.openapi.internal.schema.Places;
import dev.errata.openapi.internal.schema.Schema;
import dev.errata.openapi.internal.schema.SchemaUnion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The envelopes of a catalog. Answers of one media type share an envelope if the facts of all of them are found at the same places,
 * whatever else their schemas differ in.
 */
final class Envelopes {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** All of a text, which is the message of an error that is not JSON. */
    private static final String WHOLE_TEXT = "(?s)(.*\\S.*)";

    private static final int MAX_PLACES = 4;

    /**
     * An envelope.
     *
     * @param name its name, empty for the one of the errors that name none
     * @param json what the catalog says of it
     * @param place where the description has its schema
     */
    record Envelope(String name, ObjectNode json, String place) {}

    /** What kind of body an envelope is for. */
    private enum Form {
        JSON,
        TEXT,
        /** JSON that breaks its schema. */
        CONTRADICTORY,
        EMPTY
    }

    /** Answers that share an envelope. */
    private static final class Group {

        final Form form;
        final String mediaType;
        List<String> code;
        List<String> message;
        Optional<Places.FieldErrors> fieldErrors;
        Optional<String> requestId;
        Optional<String> timestamp;
        Optional<String> retryAfter;
        final List<Merged> members = new ArrayList<>();

        /** Answers that break the schema that the description gives them, but not that of this group. */
        final List<Merged> adopted = new ArrayList<>();

        private @Nullable JsonNode schema;

        Group(Form form, String mediaType, List<String> code, Places places) {
            this.form = form;
            this.mediaType = mediaType;
            this.code = code;
            this.message = places.message();
            this.fieldErrors = places.fieldErrors();
            this.requestId = places.requestId();
            this.timestamp = places.timestamp();
            this.retryAfter = places.retryAfter();
        }

        static Group of(Merged scenario) {
            Answer answer = scenario.answer();
            Group group = answer.body().isPresent()
                    ? new Group(
                            answer.contradictory() ? Form.CONTRADICTORY : Form.JSON,
                            answer.mediaType(),
                            answer.codePlaces(),
                            answer.places())
                    : new Group(
                            answer.text().isPresent() ? Form.TEXT : Form.EMPTY,
                            answer.mediaType(),
                            List.of(),
                            Places.NONE);
            group.members.add(scenario);
            return group;
        }

        int weight() {
            return members.stream().mapToInt(member -> member.all().size()).sum();
        }

        /** What is equal for groups that are one from the start. */
        List<Object> key() {
            return List.of(form, mediaType, bodyType(), code, message, fieldErrors, requestId, timestamp, retryAfter);
        }

        /** Whether bodies are objects, lists or single values. */
        private JsonNodeType bodyType() {
            return members.get(0).answer().body().orElse(NODES.nullNode()).getNodeType();
        }

        /** Takes the members of another group, if the places of both are the right ones for all. */
        boolean absorbs(Group other) {
            List<String> codes = union(code, other.code);
            List<String> messages = union(message, other.message);
            boolean fits = form == other.form
                    && mediaType.equals(other.mediaType)
                    && bodyType() == other.bodyType()
                    && codes.size() <= MAX_PLACES
                    && messages.size() <= MAX_PLACES
                    && isOneOrNone(fieldErrors, other.fieldErrors)
                    && isOneOrNone(requestId, other.requestId)
                    && isOneOrNone(timestamp, other.timestamp)
                    && isOneOrNone(retryAfter, other.retryAfter)
                    && isFoundAt(codes, messages)
                    && other.isFoundAt(codes, messages);
            if (fits) {
                code = codes;
                message = messages;
                fieldErrors = fieldErrors.or(() -> other.fieldErrors);
                requestId = requestId.or(() -> other.requestId);
                timestamp = timestamp.or(() -> other.timestamp);
                retryAfter = retryAfter.or(() -> other.retryAfter);
                members.addAll(other.members);
            }
            return fits;
        }

        boolean adopts(Merged scenario) {
            JsonNode body = scenario.answer().body().orElse(NODES.nullNode());
            boolean fits =
                    first(body, code).map(Answer::isCode).orElse(code.isEmpty()) && SchemaUnion.accepts(schema(), body);
            if (fits) {
                adopted.add(scenario);
            }
            return fits;
        }

        /** Returns the schema of all members. */
        JsonNode schema() {
            JsonNode known = schema;
            if (known == null) {
                known = Envelopes.schema(members);
                schema = known;
            }
            return known;
        }

        private boolean isFoundAt(List<String> codes, List<String> messages) {
            return members.stream()
                    .map(member -> member.answer().body().orElse(NODES.nullNode()))
                    .allMatch(body -> first(body, code).equals(first(body, codes))
                            && first(body, message).equals(first(body, messages)));
        }

        private static List<String> union(List<String> one, List<String> other) {
            Set<String> union = new LinkedHashSet<>(one);
            union.addAll(other);
            return List.copyOf(union);
        }

        private static boolean isOneOrNone(Optional<?> one, Optional<?> other) {
            return one.isEmpty() || other.isEmpty() || one.equals(other);
        }
    }

    private final IdentityHashMap<Merged, Group> groups = new IdentityHashMap<>();
    private final IdentityHashMap<Group, Envelope> envelopes = new IdentityHashMap<>();
    private final List<Envelope> ordered = new ArrayList<>();

    Envelopes(List<Merged> scenarios) {
        List<Group> all = joined(grouped(scenarios));
        rehome(all);
        Set<String> names = new HashSet<>();
        for (Group group : all) {
            String name = ordered.isEmpty() ? "" : unused(name(group), names);
            names.add(name);
            Envelope envelope = new Envelope(
                    name, json(group), group.members.get(0).answer().place());
            ordered.add(envelope);
            envelopes.put(group, envelope);
            group.members.forEach(member -> groups.put(member, group));
            group.adopted.forEach(member -> groups.put(member, group));
        }
    }

    /** An example that breaks the schema of its own answer may still look like other errors of the API. */
    private static void rehome(List<Group> groups) {
        for (Group wrong : groups) {
            if (wrong.form == Form.CONTRADICTORY) {
                wrong.members.removeIf(member -> groups.stream()
                        .filter(group -> group.form == Form.JSON && group.mediaType.equals(wrong.mediaType))
                        .anyMatch(group -> group.adopts(member)));
            }
        }
        groups.removeIf(group -> group.members.isEmpty() && group.adopted.isEmpty());
    }

    private static List<Group> grouped(List<Merged> scenarios) {
        Map<List<Object>, Group> grouped = new LinkedHashMap<>();
        for (Merged scenario : scenarios) {
            Group group = Group.of(scenario);
            Group known = grouped.putIfAbsent(group.key(), group);
            if (known != null) {
                known.members.add(scenario);
            }
        }
        List<Group> groups = new ArrayList<>(grouped.values());
        groups.sort(Comparator.comparing((Group group) -> group.form == Form.CONTRADICTORY)
                .thenComparing(group -> group.form)
                .thenComparing(group -> -group.weight()));
        return groups;
    }

    private static List<Group> joined(List<Group> groups) {
        List<Group> joined = new ArrayList<>();
        for (Group group : groups) {
            // An answer without a body looks the same in every envelope.
            boolean empty = group.form == Form.EMPTY && !joined.isEmpty();
            if (empty) {
                joined.get(0).members.addAll(group.members);
            } else if (joined.stream().noneMatch(known -> known.absorbs(group))) {
                joined.add(group);
            }
        }
        return joined;
    }

    private static Optional<JsonNode> first(JsonNode body, List<String> places) {
        return places.stream()
                .map(body::at)
                .filter(value -> !value.isMissingNode())
                .findFirst();
    }

    private static String name(Group group) {
        if (group.form == Form.TEXT) {
            return Words.hyphenated(group.mediaType.replaceFirst("^.*/(?=[a-z])", ""));
        }
        String name = group.members.stream()
                .map(member -> member.answer().schema().name())
                .filter(known -> !known.isEmpty())
                .findFirst()
                .map(Words::hyphenated)
                .filter(known -> known.matches("[a-z].*"))
                .orElse(group.code.isEmpty() ? "without-code" : "with-" + Words.hyphenated(group.code.get(0)));
        return group.form == Form.CONTRADICTORY ? name + "-contradiction" : name;
    }

    private static String unused(String name, Set<String> names) {
        String free = name;
        for (int i = 2; names.contains(free); i++) {
            free = name + "-" + i;
        }
        return free;
    }

    private static ObjectNode json(Group group) {
        ObjectNode json = NODES.objectNode();
        if (group.form != Form.EMPTY && !group.mediaType.equals("application/json")) {
            json.put("contentType", group.mediaType);
        }
        if (group.form == Form.TEXT) {
            json.putObject("message").put("pattern", WHOLE_TEXT);
        }
        places(json, "code", group.code);
        places(json, "message", group.message);
        group.requestId.ifPresent(place -> json.put("requestId", place));
        group.timestamp.ifPresent(place -> json.put("timestamp", place));
        if (group.retryAfter.isPresent()) {
            json.put("retryAfter", group.retryAfter.get());
        } else if (group.members.stream().anyMatch(Envelopes::tellsWaitInHeader)) {
            json.putObject("retryAfter").put("header", "Retry-After");
        }
        group.fieldErrors.ifPresent(found -> {
            ObjectNode format =
                    json.putObject("fieldErrors").put("at", found.at()).put("as", found.as());
            found.field().filter(name -> !name.equals("field")).ifPresent(name -> format.put("field", name));
            found.message().filter(name -> !name.equals("message")).ifPresent(name -> format.put("message", name));
        });
        if (group.form == Form.JSON) {
            json.set("schema", group.schema());
        } else if (group.form == Form.CONTRADICTORY) {
            json.putObject("schema");
        }
        return json;
    }

    private static boolean tellsWaitInHeader(Merged scenario) {
        return scenario.all().stream()
                .flatMap(answer -> answer.headers().stream())
                .anyMatch(header -> header.path("name").asText().equalsIgnoreCase("Retry-After"));
    }

    private static void places(ObjectNode json, String field, List<String> places) {
        if (places.size() == 1) {
            json.put(field, places.get(0));
        } else if (!places.isEmpty()) {
            ArrayNode all = json.putArray(field);
            places.forEach(all::add);
        }
    }

    private static JsonNode schema(List<Merged> members) {
        Map<String, Schema> schemas = new LinkedHashMap<>();
        List<JsonNode> bodies = new ArrayList<>();
        for (Merged member : members) {
            if (member.answer().body().isPresent()) {
                schemas.putIfAbsent(
                        member.answer().schema().key(), member.answer().schema());
                bodies.add(member.answer().body().get());
            }
        }
        JsonNode union = SchemaUnion.of(List.copyOf(schemas.values()), bodies);
        return union.isObject() ? union : NODES.objectNode();
    }

    /** Returns the envelopes, that of the errors that name none first. */
    List<Envelope> all() {
        return List.copyOf(ordered);
    }

    /** Returns the envelope of a scenario. */
    Envelope of(Merged scenario) {
        return Objects.requireNonNull(envelopes.get(group(scenario)));
    }

    private Group group(Merged scenario) {
        return Objects.requireNonNull(groups.get(scenario));
    }

    /** Returns the code of a scenario as its envelope finds it. */
    Optional<JsonNode> code(Merged scenario) {
        return scenario.answer().body().flatMap(body -> first(body, group(scenario).code));
    }
}

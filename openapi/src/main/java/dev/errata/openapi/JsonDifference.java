package dev.errata.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errata.fixtures.internal.json.JsonTree;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is different between two values of JSON, in words. */
final class JsonDifference {

    private static final int LONGEST_VALUE = 60;
    private static final int MOST = 4;

    private final List<String> differences = new ArrayList<>();

    private JsonDifference() {}

    /** Returns the differences in one line, the first few of them if there are many. */
    static String between(JsonNode before, JsonNode now) {
        JsonDifference difference = new JsonDifference();
        difference.compare("", before, now);
        List<String> all = difference.differences;
        if (all.isEmpty()) {
            return "the fields have another order";
        }
        return String.join("; ", all.subList(0, Math.min(all.size(), MOST)))
                + (all.size() > MOST ? "; and " + (all.size() - MOST) + " more" : "");
    }

    private void compare(String at, JsonNode before, JsonNode now) {
        if (JsonTree.text(before).equals(JsonTree.text(now))) {
            return;
        }
        if (before.isObject() && now.isObject()) {
            names(before, now).forEach(name -> compare(at + "/" + escaped(name), before, now, name));
        } else if (areLists(before, now)) {
            compareLists(at, before, now);
        } else if (before.isArray() && now.isArray() && before.size() == now.size()) {
            for (int i = 0; i < now.size(); i++) {
                compare(at + "/" + i, before.get(i), now.get(i));
            }
        } else {
            differences.add(place(at) + "was " + shown(before) + ", is " + shown(now));
        }
    }

    private void compare(String at, JsonNode before, JsonNode now, String name) {
        if (!before.has(name)) {
            differences.add(place(at) + "is new: " + shown(now.get(name)));
        } else if (!now.has(name)) {
            differences.add(place(at) + "is gone");
        } else {
            compare(at, before.get(name), now.get(name));
        }
    }

    private static boolean areLists(JsonNode before, JsonNode now) {
        return isList(before) && isList(now) && !(before.isEmpty() && now.isEmpty());
    }

    private static boolean isList(JsonNode value) {
        if (!value.isArray()) {
            return false;
        }
        for (JsonNode element : value) {
            if (element.isContainerNode()) {
                return false;
            }
        }
        return true;
    }

    private void compareLists(String at, JsonNode before, JsonNode now) {
        Set<String> gone = elements(before);
        gone.removeAll(elements(now));
        Set<String> added = elements(now);
        added.removeAll(elements(before));
        if (gone.isEmpty() && added.isEmpty()) {
            differences.add(place(at) + "has another order");
        }
        if (!added.isEmpty()) {
            differences.add(place(at) + "has new " + cut(String.join(", ", added)));
        }
        if (!gone.isEmpty()) {
            differences.add(place(at) + "has no longer " + cut(String.join(", ", gone)));
        }
    }

    private static Set<String> elements(JsonNode list) {
        Set<String> elements = new LinkedHashSet<>();
        list.forEach(element -> elements.add(JsonTree.text(element)));
        return elements;
    }

    private static Set<String> names(JsonNode before, JsonNode now) {
        Set<String> names = new LinkedHashSet<>();
        before.fieldNames().forEachRemaining(names::add);
        now.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String place(String at) {
        return at.isEmpty() ? "" : at + " ";
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static String shown(JsonNode value) {
        return cut(JsonTree.text(value));
    }

    private static String cut(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST_VALUE
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_VALUE)) + "…";
    }
}

package dev.errata.openapi.internal.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A scenario: the same answer of all operations that can end in it.
 *
 * @param answer the one that tells most: documented before generated, and without contradiction
 * @param all all of them, in the order of the description
 */
record Merged(Answer answer, List<Answer> all) {

    static List<Merged> of(List<Answer> answers) {
        Map<String, List<Answer>> same = new LinkedHashMap<>();
        answers.forEach(answer -> same.computeIfAbsent(answer.identity(), identity -> new ArrayList<>())
                .add(answer));
        return same.values().stream().map(Merged::merged).toList();
    }

    private static Merged merged(List<Answer> all) {
        Answer best = all.get(0);
        for (Answer answer : all) {
            if (best.isWorseThan(answer)) {
                best = answer;
            }
        }
        return new Merged(best, all);
    }
}

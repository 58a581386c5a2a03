package dev.errata.openapi.internal.schema;

import java.util.ArrayList;
import java.util.List;

/**
 * The choices of one attempt to make a value: where a schema leaves several ways open, the script says which one to take, and
 * beyond its end the first one.
 */
final class Choices {

    private final List<Integer> script;
    private final List<Integer> made = new ArrayList<>();
    private final List<Integer> ways = new ArrayList<>();

    Choices(List<Integer> script) {
        this.script = script;
    }

    /** Chooses one of several ways. */
    int choose(int alternatives) {
        if (alternatives < 2) {
            return 0;
        }
        int step = made.size();
        int choice = step < script.size() ? Math.min(script.get(step), alternatives - 1) : 0;
        made.add(choice);
        ways.add(alternatives);
        return choice;
    }

    /** Returns the scripts that do the same up to one of the free choices, and there something else. */
    List<List<Integer>> others(int most) {
        List<List<Integer>> others = new ArrayList<>();
        for (int step = script.size(); step < made.size() && others.size() < most; step++) {
            for (int way = 1; way < ways.get(step) && others.size() < most; way++) {
                List<Integer> other = new ArrayList<>(made.subList(0, step));
                other.add(way);
                others.add(other);
            }
        }
        return others;
    }
}

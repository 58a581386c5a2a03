package dev.errata.cli.internal.export;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Gives each thing a name of its own, also where upper and lower case are the same, as in the file systems of some machines. */
final class UniqueNames {

    /** Leaves room for a prefix, a number and an extension in the 255 bytes that file systems allow. */
    private static final int LONGEST = 200;

    private final Set<String> given = new HashSet<>();

    /** Returns the wanted name, ASCII only, or with a number behind it if the name was given before. */
    String of(String wanted) {
        String name = wanted.substring(0, Math.min(LONGEST, wanted.length()));
        int number = 1;
        String unique = name;
        while (!given.add(unique.toLowerCase(Locale.ROOT))) {
            number++;
            unique = name + "-" + number;
        }
        return unique;
    }
}

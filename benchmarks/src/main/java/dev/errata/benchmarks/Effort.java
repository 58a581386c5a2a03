package dev.errata.benchmarks;

/**
 * How much is measured.
 *
 * @param rounds how often each contender has its turn
 * @param smoke whether it is enough to see that everything works
 */
public record Effort(int rounds, boolean smoke) {

    /** One value for a run whose figures count, another for one whose figures do not. */
    public <T> T choose(T full, T little) {
        return smoke ? little : full;
    }
}

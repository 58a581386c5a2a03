package dev.errata.benchmarks.suites;

import dev.errata.benchmarks.Effort;
import dev.errata.benchmarks.Inputs;
import dev.errata.benchmarks.forks.Figure;
import java.io.IOException;
import java.util.List;

/** Something that is measured for several contenders. */
public interface Suite {

    /** The name on the command line and of the files. */
    String id();

    /** What it is about, in a few words. */
    String title();

    /** What the parameter of a run is, in a word. */
    String parameter();

    /** The figures that each run gives. */
    List<Metric> metrics();

    /** What is run in each round, one after the other. */
    List<Run> runs(Effort effort, Inputs inputs) throws IOException;

    /**
     * A figure.
     *
     * @param name as the fork tells it
     * @param title what it means
     * @param unit the unit; of "requests a second" more is better, of all others less
     */
    record Metric(String name, String title, String unit) {}

    /**
     * A turn of a contender.
     *
     * @param contender its name in tables
     * @param parameter what else is varied
     * @param turn measures
     */
    record Run(String contender, String parameter, Turn turn) {}

    /** Measures once. */
    interface Turn {
        List<Figure> measure() throws Exception;
    }
}

package dev.errata.benchmarks;

/**
 * One figure of one turn.
 *
 * @param metric what was measured
 * @param parameter what else was varied
 * @param contender who was measured
 * @param round in which round, from 1
 * @param value the figure
 */
record Sample(String metric, String parameter, String contender, int round, double value) {}

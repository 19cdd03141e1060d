package dev.tocsin.host.durable;

/**
 * Names an attempt, a timer or a question in a tree of runs.
 *
 * @param sub which of the runs, 0 for the one that nobody called
 * @param number in that run
 */
record Handle(long sub, long number) {}

package dev.tocsin.store;

import java.time.Instant;

/**
 * One row of a run's journal. Never changed.
 *
 * @param run its number
 * @param seq counts the events of the run from 1, without a gap
 * @param at microseconds; what is finer is cut off
 * @param kind a word of the host's choice
 * @param body as the host wrote it; not copied
 */
public record EventRow(long run, long seq, Instant at, String kind, byte[] body) {}

package dev.tocsin.check;

/**
 * Slots, in the scope of the run, for what a run starts with: {@code event}, {@code inputs}, {@code
 * const}, {@code run} and {@code playbook}.
 */
public record FactSlots(int event, int inputs, int constants, int run, int playbook) {}

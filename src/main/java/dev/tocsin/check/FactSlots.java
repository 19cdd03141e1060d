package dev.tocsin.check;

/**
 * Slots, in the scope of the run, for what a run starts with: {@code event}, {@code inputs}, {@code
 * const}, {@code run}, {@code playbook}, and the signal that started it in its common form.
 */
public record FactSlots(
        int event,
        int inputs,
        int constants,
        int run,
        int playbook,
        int alert,
        int incident,
        int signal) {}

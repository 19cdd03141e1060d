package dev.tocsin.check;

/**
 * Where what is known of a step is kept, in the scope that the step runs in.
 *
 * @param result null until the step succeeded
 * @param status {@code "succeeded"}, {@code "failed"}, {@code "skipped"}; null until reached
 * @param error null unless it failed
 * @param failures the failed items of a {@code forEach}
 */
public record StepSlots(int result, int status, int error, int failures) {}

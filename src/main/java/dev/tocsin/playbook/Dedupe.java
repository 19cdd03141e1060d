package dev.tocsin.playbook;

import dev.tocsin.expression.Expression;

import java.time.Duration;

/**
 * {@code dedupe}: of the signals that a policy takes and that have the same key, only the first of
 * a window starts its routes.
 *
 * @param key a text or a number; a signal for which it is null is never a repetition
 * @param within how long the window is, from the first; more than zero
 */
public record Dedupe(Expression key, Duration within) {}

package dev.tocsin.playbook;

import dev.tocsin.expression.Template;
import dev.tocsin.source.Span;

/**
 * {@code wait}: a length of time, or until an instant. Costs no thread.
 *
 * @param until gives a duration text ({@code 5m}), a duration, or an instant
 */
public record WaitStep(StepHead head, Template until, Span span) implements Step {}

package dev.tocsin.playbook;

import dev.tocsin.expression.Template;
import dev.tocsin.source.Span;

/** {@code cancel: text}: ends the run as cancelled. */
public record CancelStep(StepHead head, Template reason, Span span) implements Step {}

package dev.tocsin.playbook;

import dev.tocsin.expression.Template;
import dev.tocsin.source.Span;

/** {@code stop}: ends the iteration with this result, and the loop after it. */
public record StopStep(StepHead head, Template result, Span span) implements Step {}

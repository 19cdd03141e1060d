package dev.tocsin.playbook;

import dev.tocsin.expression.Template;
import dev.tocsin.source.Span;

/** {@code next}: ends the iteration of the innermost loop with this result. */
public record NextStep(StepHead head, Template result, Span span) implements Step {}

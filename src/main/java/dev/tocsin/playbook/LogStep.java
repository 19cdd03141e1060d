package dev.tocsin.playbook;

import dev.tocsin.expression.Template;
import dev.tocsin.source.Span;

/** {@code log: text}: a line in the record of the run. */
public record LogStep(StepHead head, Template text, Span span) implements Step {}

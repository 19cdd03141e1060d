package dev.tocsin.playbook;

import dev.tocsin.expression.Template;
import dev.tocsin.source.Span;

/** {@code value: template}: names a value. */
public record ValueStep(StepHead head, Template value, Span span) implements Step {}

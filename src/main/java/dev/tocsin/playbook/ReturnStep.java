package dev.tocsin.playbook;

import dev.tocsin.expression.Template;
import dev.tocsin.source.Span;

/** {@code return}: ends the playbook with these outputs. */
public record ReturnStep(StepHead head, Template outputs, Span span) implements Step {}

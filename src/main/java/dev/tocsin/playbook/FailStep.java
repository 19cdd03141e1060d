package dev.tocsin.playbook;

import dev.tocsin.expression.Template;
import dev.tocsin.source.Span;

/** {@code fail: text}: raises the error {@code failed}. */
public record FailStep(StepHead head, Template message, Span span) implements Step {}

package dev.tocsin.playbook;

import dev.tocsin.expression.Template;
import dev.tocsin.source.Span;

/**
 * {@code call: playbook-id}: runs another playbook of the project and waits for its end.
 *
 * @param playbook its id as written; empty where it cannot be read
 * @param with its inputs, a {@link Template.Constant} or {@link Template.Fields}; an empty constant
 *     map where the key is not there
 */
public record CallStep(StepHead head, Name playbook, Template with, Span span) implements Step {}

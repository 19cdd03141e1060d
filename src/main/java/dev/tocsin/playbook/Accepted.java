package dev.tocsin.playbook;

import dev.tocsin.source.Span;

import org.jspecify.annotations.Nullable;

/**
 * One kind of signal that a person or a policy may start the playbook with.
 *
 * @param source the connector it comes from; null for any
 */
public record Accepted(SignalKind kind, @Nullable Name source, Span span) {}

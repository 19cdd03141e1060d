package dev.tocsin.playbook;

import dev.tocsin.schema.Schema;
import dev.tocsin.source.Span;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

/**
 * An input or output of a playbook.
 *
 * @param fallback the {@code default}, or null where a value must be given
 * @param fallbackSpan where the default stands; the name where there is none
 */
public record Parameter(Name name, Schema schema, @Nullable Value fallback, Span fallbackSpan) {}

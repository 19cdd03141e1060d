package dev.tocsin.schema;

import dev.tocsin.diagnostic.Note;

import org.jspecify.annotations.Nullable;

/**
 * One way in which a value does not fit a schema.
 *
 * @param path to the value at fault, {@code alert.severity} or {@code items[3].id}; empty at the
 *     top
 * @param message lower case, no full stop, enough on its own; secret values are not in it
 * @param help what was probably meant, or null
 */
public record SchemaFault(String path, String message, @Nullable Note help) {}

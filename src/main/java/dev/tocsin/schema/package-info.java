/**
 * JSON Schema, in two uses: checking a {@link dev.tocsin.document.Document} or a {@link
 * dev.tocsin.value.Value} against a schema, where each fault of the validator becomes one of our
 * own diagnostics at the exact key or value; and reading a schema as a {@link
 * dev.tocsin.schema.Type} that expressions are checked against.
 *
 * <p>Invariant: no sentence of the validator reaches a user.
 */
@NullMarked
package dev.tocsin.schema;

import org.jspecify.annotations.NullMarked;

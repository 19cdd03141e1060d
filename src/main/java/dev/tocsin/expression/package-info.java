/**
 * Tocsin's expressions: CEL syntax and meaning (cel-spec) with the departures listed in {@code
 * docs/cel-departures.md}. Text goes to a tree ({@link dev.tocsin.expression.Expr}), the tree is
 * typed against an {@link dev.tocsin.expression.Environment}, and the typed tree becomes closures
 * over slots ({@link dev.tocsin.expression.Evaluator}).
 *
 * <p>Invariant: closed and total over {@link dev.tocsin.value.Value}: no reflection, no host
 * object, bounded by counts (steps, depth, size), deterministic.
 */
@NullMarked
package dev.tocsin.expression;

import org.jspecify.annotations.NullMarked;

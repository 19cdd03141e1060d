/**
 * A playbook made ready to run: names are resolved to slots, actions are bound to operations,
 * expressions are closures. A checked playbook comes in, a {@link dev.tocsin.program.Program} goes
 * out: an immutable tree of {@link dev.tocsin.program.StepNode}s that any number of runs share.
 *
 * <p>Invariant: nothing in a program can fail for a reason that the checks could have found.
 */
@NullMarked
package dev.tocsin.program;

import org.jspecify.annotations.NullMarked;

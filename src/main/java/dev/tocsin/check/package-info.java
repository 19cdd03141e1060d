/**
 * What can be known to be wrong with a playbook before it runs. A {@link
 * dev.tocsin.playbook.Playbook} comes in, diagnostics go out; one class per mistake, named after
 * it.
 *
 * <p>Invariant: a check reads the tree and writes diagnostics, nothing else; the order of checks
 * does not matter. Start reading at {@link dev.tocsin.check.StructureChecks}.
 */
@NullMarked
package dev.tocsin.check;

import org.jspecify.annotations.NullMarked;

/**
 * What carries out the commands of the core and feeds events back. A {@link
 * dev.tocsin.program.Program} and an event come in; the {@link dev.tocsin.host.MemoryHost} gives a
 * {@link dev.tocsin.host.RunRecord}, and the {@link dev.tocsin.host.Rehearsal} a {@link
 * dev.tocsin.host.Plan} of what would happen, without doing it.
 *
 * <p>Invariant: one thread advances a run; operations run on virtual threads of their own.
 */
@NullMarked
package dev.tocsin.host;

import org.jspecify.annotations.NullMarked;

/**
 * Runs that outlive the process. A {@link dev.tocsin.host.durable.NewRun} and a {@link
 * dev.tocsin.store.Store} come in; out goes a journal, from which a {@link
 * dev.tocsin.host.durable.RunReader} makes record and story of a run. Start with {@link
 * dev.tocsin.host.durable.DurableHost}.
 *
 * <p>Invariant: whatever touches the world outside, or is told to somebody there, stands committed
 * in the journal before. What a crash loses, nobody saw.
 */
@NullMarked
package dev.tocsin.host.durable;

import org.jspecify.annotations.NullMarked;

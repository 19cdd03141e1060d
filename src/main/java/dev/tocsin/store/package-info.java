/**
 * What outlives a process: one SQLite file with the journal of every run, signals, questions,
 * tokens and the audit log. A {@link dev.tocsin.store.Work} comes in and is committed together with
 * others; a {@link dev.tocsin.store.Query} sees what was committed last. Start reading at {@link
 * dev.tocsin.store.Store}; one class per table holds its SQL, and no SQL stands outside of this
 * package: a query that is missing becomes a method of its table here.
 *
 * <p>Invariant: what was acknowledged is on the disk, and after the first write that failed nothing
 * is acknowledged any more.
 */
@NullMarked
package dev.tocsin.store;

import org.jspecify.annotations.NullMarked;

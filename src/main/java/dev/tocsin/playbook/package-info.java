/**
 * What a playbook says, as data. A {@link dev.tocsin.document.Document} comes in, a {@link
 * dev.tocsin.playbook.Playbook} goes out: sealed interfaces and records, one per construct of the
 * language, each with the span it was written at. Expressions are parsed here, but no name in them
 * is looked up yet.
 *
 * <p>Invariant: later stages never write into this tree; what they learn goes to side tables. Start
 * reading at {@link dev.tocsin.playbook.Playbook} and {@link dev.tocsin.playbook.Step}.
 */
@NullMarked
package dev.tocsin.playbook;

import org.jspecify.annotations.NullMarked;

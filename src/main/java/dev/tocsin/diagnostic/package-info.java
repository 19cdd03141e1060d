/**
 * What Tocsin says about a file: a {@link dev.tocsin.diagnostic.Diagnostic} names a {@link
 * dev.tocsin.diagnostic.Code}, a place and a sentence; renderers turn the list into text or JSON.
 * Every stage adds to one {@link dev.tocsin.diagnostic.Diagnostics} and goes on after a mistake, so
 * that one pass shows everything.
 *
 * <p>Invariant: a user's mistake is always a diagnostic, never an exception.
 */
@NullMarked
package dev.tocsin.diagnostic;

import org.jspecify.annotations.NullMarked;

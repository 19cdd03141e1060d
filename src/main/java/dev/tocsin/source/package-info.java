/**
 * The text of a file and the places in it. Text comes in, {@link dev.tocsin.source.SourceText} goes
 * out; every later stage speaks of places as a {@link dev.tocsin.source.Span} into that text, so a
 * message can always show the line it is about.
 *
 * <p>Start reading at {@link dev.tocsin.source.SourceText}.
 */
@NullMarked
package dev.tocsin.source;

import org.jspecify.annotations.NullMarked;

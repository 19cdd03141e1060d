/**
 * The core that runs a program: {@link dev.tocsin.interpreter.Event}s come in, {@link
 * dev.tocsin.interpreter.Command}s go out, and step records go to a {@link
 * dev.tocsin.interpreter.Trace}. No clock, thread, input, output, randomness or configuration in
 * here: the same events give the same commands anywhere, which is what makes a run that was cut off
 * resumable.
 *
 * <p>Invariant: a {@link dev.tocsin.interpreter.RunState} belongs to one thread at a time, and all
 * of it is plain data: frames hold nodes of the program, values and numbers. {@link
 * dev.tocsin.interpreter.Snapshot} makes a value of it, and a run of the value. Start reading at
 * {@link dev.tocsin.interpreter.Interpreter}, then {@code Frame}.
 */
@NullMarked
package dev.tocsin.interpreter;

import org.jspecify.annotations.NullMarked;

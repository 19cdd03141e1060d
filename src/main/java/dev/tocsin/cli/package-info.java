/**
 * The commands. Words of a command line come in, text on the {@link dev.tocsin.cli.Console} and an
 * exit code go out; the stages are wired to each other here and nowhere else.
 *
 * <p>Invariant: a command writes only to its console, so a test reads all of it, and no stack trace
 * reaches a user. Start reading at {@link dev.tocsin.cli.Dispatcher}.
 */
@NullMarked
package dev.tocsin.cli;

import org.jspecify.annotations.NullMarked;

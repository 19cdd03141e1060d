package dev.tocsin.host.durable;

import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.program.Program;

import org.jspecify.annotations.Nullable;

/**
 * A run to be created.
 *
 * @param id unique; {@code facts.runId()} is the same
 * @param digest of the program, which is in the store already
 * @param facts with what is secret in its event marked; inputs are marked here
 * @param signal the number of the signal that started it, or null
 * @param once a second run with the same text is not created; null for a run that may come again
 * @param lane counts it with others against {@code concurrency}; null derives it from the program
 */
public record NewRun(
        String id,
        String digest,
        Program program,
        RunFacts facts,
        @Nullable Long signal,
        @Nullable String once,
        @Nullable String lane) {

    public NewRun {
        if (!facts.runId().equals(id)) {
            throw new IllegalStateException("the facts are those of " + facts.runId());
        }
    }
}

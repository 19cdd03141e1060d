package dev.tocsin.host.durable;

import dev.tocsin.program.Program;

/** The programs of runs, also of those that began before a file was changed. Thread-safe. */
@FunctionalInterface
public interface Programs {

    /**
     * @param digest as {@link ProgramSources#digest} gives it
     * @throws UnknownProgramException if there is none, or it cannot be compiled any more
     */
    Program of(String digest) throws UnknownProgramException;
}

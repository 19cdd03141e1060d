package dev.tocsin.host.durable;

import dev.tocsin.program.Program;

/** Makes a program of the texts that were kept with a run. Called from several threads. */
@FunctionalInterface
public interface Compiler {

    /**
     * @throws UnknownProgramException if the texts have errors by the rules of this release
     */
    Program compile(ProgramSources sources) throws UnknownProgramException;
}

package dev.tocsin.service.trigger;

import dev.tocsin.connector.Connector;
import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.host.durable.ProgramSources;
import dev.tocsin.host.durable.SourceCompiler;
import dev.tocsin.program.Program;
import dev.tocsin.program.StoredProject;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.Map;

/**
 * A playbook of the project that runs can be made of.
 *
 * @param file where it was read
 * @param sources of everything it was made of; its runs stay on them
 * @param digest by which the store knows these
 * @param connectors it was checked against, by name
 */
public record LoadedPlaybook(
        Program program,
        Path file,
        ProgramSources sources,
        String digest,
        Map<String, Connector> connectors) {

    public LoadedPlaybook {
        connectors = Map.copyOf(connectors);
    }

    /**
     * Of a program that was just compiled.
     *
     * @param release the version of the connectors that ship
     */
    static LoadedPlaybook of(
            Program program,
            Path file,
            ConnectorRegistry registry,
            Map<String, Connector> connectors,
            String release) {
        StoredProject project = StoredProject.of(program, registry, name -> name);
        ProgramSources sources = SourceCompiler.sourcesOf(program.id(), project, release);
        return new LoadedPlaybook(program, file, sources, sources.digest(), connectors);
    }

    public String id() {
        return program.id();
    }

    /** A connector that one of its triggers names. */
    @Nullable Connector connector(String name) {
        return connectors.get(name);
    }
}

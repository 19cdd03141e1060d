package dev.tocsin.cli;

import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.host.Performer;
import dev.tocsin.host.durable.Created;
import dev.tocsin.host.durable.DurableHost;
import dev.tocsin.host.durable.DurableOptions;
import dev.tocsin.host.durable.Gate;
import dev.tocsin.host.durable.NewRun;
import dev.tocsin.host.durable.ProgramSources;
import dev.tocsin.host.durable.Programs;
import dev.tocsin.host.durable.Questions;
import dev.tocsin.host.durable.SourceCompiler;
import dev.tocsin.host.durable.StoredPrograms;
import dev.tocsin.host.durable.UnstorableRunException;
import dev.tocsin.host.durable.Watcher;
import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.program.Program;
import dev.tocsin.program.StoredProject;
import dev.tocsin.store.Store;
import dev.tocsin.store.StoreException;

import org.jspecify.annotations.Nullable;

import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A store with the programs in it and the host that carries out its runs: what a durable run in the
 * foreground and the service have in common. Nothing happens until somebody starts the host, or
 * begins or takes up a run.
 */
final class DurableRuns implements AutoCloseable {

    private final Store store;
    private final StoredPrograms programs;
    private final DurableHost host;
    private final InstantSource clock;

    /**
     * What stands around the host.
     *
     * @param questions makes, of the programs of the store, who keeps questions
     */
    record Around(
            Performer performer,
            InstantSource clock,
            Gate gate,
            Function<Programs, Questions> questions,
            Watcher watcher,
            DurableOptions options) {}

    /**
     * @param store closed with this
     */
    DurableRuns(Store store, Around around) {
        this.store = store;
        this.clock = around.clock();
        this.programs = new StoredPrograms(store, new SourceCompiler());
        this.host =
                new DurableHost(
                        store,
                        programs,
                        around.performer(),
                        around.clock(),
                        around.gate(),
                        around.questions().apply(programs),
                        around.watcher(),
                        around.options());
    }

    Store store() {
        return store;
    }

    StoredPrograms programs() {
        return programs;
    }

    DurableHost host() {
        return host;
    }

    /**
     * What is kept of a program.
     *
     * @param connectors that it was made with
     * @param fromRoot gives the name of a file as seen from the root of the project
     */
    static ProgramSources sources(
            Program program, ConnectorRegistry connectors, UnaryOperator<String> fromRoot) {
        StoredProject texts = StoredProject.of(program, connectors, fromRoot);
        return SourceCompiler.sourcesOf(program.id(), texts, Dispatcher.version());
    }

    /**
     * Keeps a new run with what it is made of, in one transaction; it begins with {@link
     * DurableHost#begin}.
     *
     * @throws CommandFault if it may hold secrets and the store has no key
     */
    Created create(Program program, ProgramSources sources, RunFacts facts)
            throws StoreException, CommandFault, InterruptedException {
        UnstorableRunException[] refused = new UnstorableRunException[1];
        @Nullable Created created =
                store.await(
                        tx -> {
                            String digest = programs.keep(tx, sources, program, clock.instant());
                            NewRun run =
                                    new NewRun(
                                            facts.runId(),
                                            digest,
                                            program,
                                            facts,
                                            null,
                                            null,
                                            null);
                            try {
                                return host.create(tx, run);
                            } catch (UnstorableRunException e) {
                                refused[0] = e;
                                return null;
                            }
                        });
        if (created == null) {
            throw CommandFault.configuration(
                    String.valueOf(refused[0].getMessage()),
                    "`tocsin store key` makes the key that a store needs for that");
        }
        return created;
    }

    @Override
    public void close() {
        host.close();
        store.close();
    }
}

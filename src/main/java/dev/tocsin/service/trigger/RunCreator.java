package dev.tocsin.service.trigger;

import dev.tocsin.host.durable.Created;
import dev.tocsin.host.durable.DurableHost;
import dev.tocsin.host.durable.NewRun;
import dev.tocsin.host.durable.ProgramSources;
import dev.tocsin.host.durable.StoredPrograms;
import dev.tocsin.host.durable.UnstorableRunException;
import dev.tocsin.program.Program;
import dev.tocsin.store.StoreException;
import dev.tocsin.store.Transaction;

import java.time.Instant;

/** What triggers need of the host that carries runs out. */
public interface RunCreator {

    /** As {@link StoredPrograms#keep}. */
    void keep(Transaction tx, ProgramSources sources, Program program, Instant at)
            throws StoreException;

    /** As {@link DurableHost#create}. */
    Created create(Transaction tx, NewRun run) throws StoreException, UnstorableRunException;

    /** As {@link DurableHost#begin}. */
    void begin(Created created);

    /** Of a durable host, and the programs that it takes its own from. */
    static RunCreator of(DurableHost host, StoredPrograms programs) {
        return new RunCreator() {
            @Override
            public void keep(Transaction tx, ProgramSources sources, Program program, Instant at)
                    throws StoreException {
                programs.keep(tx, sources, program, at);
            }

            @Override
            public Created create(Transaction tx, NewRun run)
                    throws StoreException, UnstorableRunException {
                return host.create(tx, run);
            }

            @Override
            public void begin(Created created) {
                host.begin(created);
            }
        };
    }
}

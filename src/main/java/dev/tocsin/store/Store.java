package dev.tocsin.store;

import dev.tocsin.value.Sealer;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * An open store. Any number of threads may write and read at once; writes of all of them are
 * gathered and committed together.
 */
public final class Store implements AutoCloseable {

    /** What only a store has that is open to be written. */
    private record Writing(
            StoreLock lock,
            Transaction tx,
            StoreWriter writer,
            Reader mover,
            StoreCheckpoints moves) {}

    /** What is read from the file when it is opened. */
    private record Facts(long epoch, Sealer sealer, boolean holdsSecrets) {}

    private final Path file;
    private final ReaderPool readers;
    private final Facts facts;
    private final @Nullable Writing writing;

    private Store(Path file, ReaderPool readers, Facts facts, @Nullable Writing writing) {
        this.file = file;
        this.readers = readers;
        this.facts = facts;
        this.writing = writing;
    }

    /**
     * Opens a store, and makes it where there is none.
     *
     * @param path its folder must be there
     * @throws StoreException LOCKED, OLD_SQLITE, NEWER_SCHEMA, NOT_A_STORE, WRONG_KEY, NO_KEY,
     *     FULL, IO or CORRUPT; the file is as it was
     */
    public static Store open(Path path, StoreOptions options) throws StoreException {
        Path file = real(path, true);
        StoreLock lock = StoreLock.take(file);
        boolean opened = false;
        try {
            Store store = open(file, options, lock);
            opened = true;
            return store;
        } finally {
            if (!opened) {
                lock.close();
            }
        }
    }

    private static Store open(Path file, StoreOptions options, StoreLock lock)
            throws StoreException {
        SqliteFile sqlite = new SqliteFile(file);
        Transaction tx = new Transaction(sqlite.writer(options.maxPages()), file);
        boolean opened = false;
        try {
            Facts facts = prepare(tx, options);
            StoreCheckpoints.moveAll(tx);
            Reader mover = new Reader(sqlite.writer(options.maxPages()), file);
            StoreWriter[] writer = new StoreWriter[1];
            StoreCheckpoints moves = new StoreCheckpoints(mover, e -> writer[0].fail(e));
            writer[0] = new StoreWriter(tx, options, moves);
            writer[0].start();
            moves.start();
            opened = true;
            return new Store(
                    file,
                    new ReaderPool(sqlite),
                    facts,
                    new Writing(lock, tx, writer[0], mover, moves));
        } finally {
            if (!opened) {
                tx.close();
            }
        }
    }

    /** Brings the tables up to date and claims the file, in one transaction. */
    private static Facts prepare(Transaction tx, StoreOptions options) throws StoreException {
        tx.begin();
        boolean done = false;
        try {
            StoreSchema.migrate(tx);
            Facts facts =
                    tx.run(
                            in -> {
                                String last = MetaTable.get(in, MetaTable.EPOCH);
                                long epoch = last == null ? 1 : Long.parseLong(last) + 1;
                                MetaTable.put(in, MetaTable.EPOCH, Long.toString(epoch));
                                Sealer sealer = StoreSecrets.claim(in, options.key(), in.file());
                                return new Facts(epoch, sealer, options.key() != null);
                            });
            tx.commit();
            done = true;
            return facts;
        } finally {
            if (!done) {
                tx.rollback();
            }
        }
    }

    /**
     * Opens a store to look at it, also while a process writes to it. It cannot be written to;
     * without a key, all but secrets can be read.
     *
     * @throws StoreException IO where there is no file; OLD_SQLITE, NEWER_SCHEMA, NOT_A_STORE,
     *     WRONG_KEY or CORRUPT
     */
    public static Store openReadOnly(Path path, StoreOptions options) throws StoreException {
        Path file = real(path, false);
        ReaderPool readers = new ReaderPool(new SqliteFile(file));
        boolean opened = false;
        try {
            Facts facts =
                    readers.read(
                            reader -> {
                                StoreSchema.refuseOther(reader);
                                String epoch = MetaTable.get(reader, MetaTable.EPOCH);
                                return new Facts(
                                        epoch == null ? 0 : Long.parseLong(epoch),
                                        StoreSecrets.look(reader, options.key(), file),
                                        MetaTable.get(reader, MetaTable.KEY_CHECK) != null);
                            });
            opened = true;
            return new Store(file, readers, facts, null);
        } finally {
            if (!opened) {
                readers.close();
            }
        }
    }

    private static Path real(Path path, boolean create) throws StoreException {
        try {
            if (create) {
                PrivateFile.create(path);
            }
            return path.toRealPath();
        } catch (IOException e) {
            String what = Files.exists(path) ? " cannot be used: " : " is not there: ";
            throw new StoreException(
                    StoreException.Kind.IO,
                    "the store " + path + what + e.getMessage(),
                    "its folder must be there, and you must be allowed to write to it");
        }
    }

    /**
     * Hands over a change. The future completes after the commit that holds it, on a virtual thread
     * of its own, so that what hangs on it may wait. It fails with what the work threw, or with a
     * {@link StoreException}: BUSY where too much is waiting already, else what {@link #health}
     * says; then the change is not known to be made, and not known to be undone after the next
     * start.
     */
    public <T extends @Nullable Object> CompletableFuture<T> write(Work<T> work) {
        return writing().writer().hand(Pending.given(work));
    }

    /**
     * Makes a change and waits for its commit. What the work threw is thrown here.
     *
     * @throws InterruptedException while it waited; the change may be committed all the same
     */
    public <T extends @Nullable Object> T await(Work<T> work)
            throws StoreException, InterruptedException {
        try {
            writing().writer().refuseItself();
            return writing().writer().hand(Pending.awaited(work)).get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case StoreException failure -> throw failure;
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                case null, default -> throw new IllegalStateException("a work threw", e.getCause());
            }
        }
    }

    /** Reads what was committed last, in one snapshot. Must not be called from inside a query. */
    public <T extends @Nullable Object> T read(Query<T> query) throws StoreException {
        return readers.read(query);
    }

    /** Whether writes are still acknowledged. A store that was opened to be read is sound. */
    public Health health() {
        return writing == null ? new Health.Sound() : writing.writer().health();
    }

    /** How many works wait to be written. */
    public int waiting() {
        return writing == null ? 0 : writing.writer().waiting();
    }

    /** Grows by one each time the store is opened to be written, from 1. */
    public long epoch() {
        return facts.epoch();
    }

    /** Seals and opens secrets; {@link Sealer#NONE} where the store has no key. */
    public Sealer sealer() {
        return facts.sealer();
    }

    /** Whether the store has a key: secrets can be kept, and it cannot be written without. */
    public boolean holdsSecrets() {
        return facts.holdsSecrets();
    }

    /** The real path. */
    public Path file() {
        return file;
    }

    private Writing writing() {
        if (writing == null) {
            throw new IllegalStateException("the store was opened to be read");
        }
        return writing;
    }

    /**
     * Writes what has been handed over, and closes. What comes later is refused. After a failed
     * write, SQLite is left as it is: to close it would move the log into the file, of which nobody
     * knows what is on the disk; the next start does it from there.
     */
    @Override
    public void close() {
        readers.close();
        if (writing == null) {
            return;
        }
        boolean interrupted = false;
        try {
            writing.writer().close();
            writing.moves().close();
        } catch (InterruptedException _) {
            interrupted = true;
        }
        if (!interrupted && writing.writer().health() instanceof Health.Sound) {
            writing.mover().close();
            writing.tx().close();
        }
        writing.lock().close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

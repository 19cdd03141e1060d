package dev.tocsin.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;

/** Windows of policies: when they are open, and when they go. */
final class DedupeTableTest {

    private static final Instant AT = Stored.AT;

    @TempDir private Path folder;
    private Store store;

    @BeforeEach
    void open() throws Exception {
        store = Store.open(folder.resolve("tocsin.db"), StoreOptions.standard());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aWindowDoesNotSlideAndIsPurgedWhenItIsOver() throws Exception {
        DedupeTable.First first = new DedupeTable.First("siem", "alert", "a-1", AT.plusSeconds(9));
        DedupeTable.First later = new DedupeTable.First("siem", "alert", "a-2", AT.plusSeconds(99));
        open("p", first, AT);
        open("p", later, AT.plusSeconds(8));
        open("q", later, AT.plusSeconds(8));
        assertEquals(first, store.read(reader -> DedupeTable.first(reader, "p", "h", AT)));
        assertEquals(later, store.read(reader -> DedupeTable.first(reader, "q", "h", AT)));
        assertNull(store.read(reader -> DedupeTable.first(reader, "p", "other", AT)));
        assertNull(store.read(reader -> DedupeTable.first(reader, "p", "h", AT.plusSeconds(9))));
        open("p", later, AT.plusSeconds(9));
        assertEquals(later, store.read(reader -> DedupeTable.first(reader, "p", "h", AT)));
        assertEquals(0, purged(tx -> DedupeTable.purge(tx, AT.plusSeconds(98), 9)));
        assertEquals(1, purged(tx -> DedupeTable.purge(tx, AT.plusSeconds(99), 1)));
        assertEquals(1, purged(tx -> DedupeTable.purge(tx, AT.plusSeconds(99), 9)));
        open("p", first, AT);
        // One that is over goes with the next that is opened.
        open("r", later, AT.plusSeconds(9));
        assertEquals(1L, count());
    }

    @Test
    void aPruneTakesWhatIsOver() throws Exception {
        open("p", new DedupeTable.First("siem", "alert", "a-1", AT.plusSeconds(9)), AT);
        StorePrune.prune(store, AT.plusSeconds(8));
        assertEquals(1L, count());
        StorePrune.prune(store, AT.plusSeconds(9));
        assertEquals(0L, count());
    }

    // The overloads of assertions need to know what comes.

    private int purged(Work<Integer> work) throws Exception {
        return store.await(work);
    }

    private long count() throws Exception {
        return store.read(reader -> reader.sql("SELECT count(*) FROM dedupe").number());
    }

    private void open(String policy, DedupeTable.First first, Instant at) throws Exception {
        store.await(
                tx -> {
                    DedupeTable.open(tx, policy, "h", first, at);
                    return true;
                });
    }
}

package dev.tocsin.host.durable;

import dev.tocsin.store.StoreException;
import dev.tocsin.store.Transaction;

/** Budgets and protected lists: whether a containment may go out by itself. Thread-safe. */
@FunctionalInterface
public interface Gate {

    /** Lets everything pass. */
    Gate OPEN = (_, _) -> new Verdict.Go();

    /** What a gate says. */
    sealed interface Verdict {

        /** It may go out. */
        record Go() implements Verdict {}

        /**
         * It waits until people have decided.
         *
         * @param reason for people: lower case, no full stop
         */
        record Hold(String reason) implements Verdict {}
    }

    /**
     * Judges, and counts, in the transaction that records the intent; runs on the writer's thread.
     */
    Verdict judge(Transaction tx, Contained what) throws StoreException;
}

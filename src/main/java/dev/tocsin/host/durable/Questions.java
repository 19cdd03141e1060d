package dev.tocsin.host.durable;

import dev.tocsin.interpreter.Answer;
import dev.tocsin.interpreter.Command.Withdraw.Reason;
import dev.tocsin.store.StoreException;
import dev.tocsin.store.Transaction;

import java.time.Instant;
import java.util.List;

/**
 * Keeps the questions of runs, and what is to be sent about them. Each method runs on the writer's
 * thread, in the transaction of the event that it belongs to: it writes rows and nothing else.
 */
public interface Questions {

    void asked(Transaction tx, OpenQuestion question) throws StoreException;

    /**
     * @param to those who are not known to have answered
     */
    void reminded(Transaction tx, Held question, List<String> to, Instant at) throws StoreException;

    /**
     * @param to further people who are asked from now on
     */
    void escalated(Transaction tx, Held question, List<String> to, Instant at)
            throws StoreException;

    /** An answer was taken; refused ones are up to who hands them in. */
    void answered(Transaction tx, Held question, Answer answer, String via, Instant at)
            throws StoreException;

    /** No answer is awaited any more. */
    void withdrawn(Transaction tx, Held question, Reason reason, Instant at) throws StoreException;

    /** A containment waits for people, who decide by {@link DurableHost#release} or deny. */
    void held(Transaction tx, Contained what, String reason) throws StoreException;

    /**
     * What was held is decided, or is not wanted any more.
     *
     * @param by who decided; empty where its run was left
     */
    void settled(Transaction tx, Held what, boolean released, String by, Instant at)
            throws StoreException;

    /**
     * Asks nobody: each question waits for the end of its time, or for {@link DurableHost#answer}.
     */
    Questions NONE =
            new Questions() {
                @Override
                public void asked(Transaction tx, OpenQuestion question) {}

                @Override
                public void reminded(Transaction tx, Held question, List<String> to, Instant at) {}

                @Override
                public void escalated(Transaction tx, Held question, List<String> to, Instant at) {}

                @Override
                public void answered(
                        Transaction tx, Held question, Answer answer, String via, Instant at) {}

                @Override
                public void withdrawn(Transaction tx, Held question, Reason reason, Instant at) {}

                @Override
                public void held(Transaction tx, Contained what, String reason) {}

                @Override
                public void settled(
                        Transaction tx, Held what, boolean released, String by, Instant at) {}
            };
}

package dev.tocsin.connector;

import dev.tocsin.value.Value;

/**
 * One thing a connector can do. Stateless; called from many virtual threads at once.
 *
 * <p>It makes one attempt: it never retries, sleeps or starts threads, because the engine does that
 * and records it.
 */
public interface Operation {

    OperationSpec spec();

    /**
     * Makes one attempt.
     *
     * @return a value that fits the output schema
     * @throws ConnectorException if the attempt failed; its kind says whether another can help
     * @throws InterruptedException if the run was cancelled meanwhile
     */
    Value perform(Call call) throws ConnectorException, InterruptedException;
}

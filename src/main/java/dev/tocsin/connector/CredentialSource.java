package dev.tocsin.connector;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * Where the credentials come from that {@code connections.yaml} refers to. Asked when an operation
 * is performed, never by {@code validate}, {@code test}, {@code fmt} or {@code plan}. Thread-safe.
 */
public interface CredentialSource {

    /**
     * The credential a reference stands for, or null where there is none.
     *
     * @param reference {@code env:TOCSIN_...}, {@code file:<path below the secrets folder>} or
     *     {@code vault:<connection>/<name>}
     * @param deadline when a vault must have answered
     * @throws ConnectorException if a vault did not say whether there is one; nothing was changed
     * @throws InterruptedException if the calling thread was interrupted
     */
    @Nullable Secret find(String reference, Instant deadline)
            throws ConnectorException, InterruptedException;

    /** What a person does to make {@code reference} resolve; one sentence without a full stop. */
    String howToSet(String reference);
}

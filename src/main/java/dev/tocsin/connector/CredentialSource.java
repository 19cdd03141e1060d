package dev.tocsin.connector;

import org.jspecify.annotations.Nullable;

/**
 * Where the credentials come from that {@code connections.yaml} refers to. Asked when an operation
 * is performed, never by {@code validate}, {@code test}, {@code fmt} or {@code plan}. Thread-safe.
 */
public interface CredentialSource {

    /**
     * The credential a reference stands for, or null where there is none.
     *
     * @param reference {@code env:TOCSIN_...} or {@code file:<path below the secrets folder>}
     */
    @Nullable Secret find(String reference);

    /** What a person does to make {@code reference} resolve; one sentence without a full stop. */
    String howToSet(String reference);
}

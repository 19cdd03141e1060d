package dev.tocsin.connector;

import java.util.Locale;

/** What happens when an operation is repeated after its first outcome was lost. */
public enum Idempotency {
    /** Repeating changes nothing more. */
    YES,
    /** The service tells repeats apart by the key that is sent along. */
    KEYED,
    /** A read operation tells whether it was done. */
    CHECK,
    /** Repeating does it twice. */
    NO;

    /** As written in connector files: {@code keyed}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

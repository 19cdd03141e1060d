package dev.tocsin.connector;

import java.util.Locale;

/** What an operation does to the world, from nothing to the worst. The order matters. */
public enum Effect {
    /** Computes only; a rehearsal runs it. */
    PURE,
    /** Looks; leaves everything as it is. */
    READ,
    /** Changes something that can be mended. */
    CHANGE,
    /** Cuts off a person or a machine. */
    CONTAIN;

    /** As written in connector files: {@code contain}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package dev.tocsin.store;

/** Whether the store still keeps its promise. Once failed, it stays so until it is opened again. */
public sealed interface Health {

    /** Everything acknowledged so far is on the disk. */
    record Sound() implements Health {}

    /**
     * A write failed: what was acknowledged before is on the disk, and nothing has been since.
     *
     * @param kind {@code FULL}, {@code IO} or {@code CORRUPT}
     * @param reason for people: one sentence, lower case, no full stop
     */
    record Failed(StoreException.Kind kind, String reason) implements Health {}
}

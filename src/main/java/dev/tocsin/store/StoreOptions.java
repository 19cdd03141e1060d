package dev.tocsin.store;

import org.jspecify.annotations.Nullable;

/** How a store is opened. */
public final class StoreOptions {

    /**
     * Enough for a burst; beyond, a caller is told at once instead of waiting longer and longer.
     */
    private static final int QUEUE = 65_536;

    private final @Nullable StoreKey key;
    private final int queue;
    private final Disk disk;
    private final int maxPages;

    private StoreOptions(@Nullable StoreKey key, int queue, Disk disk, int maxPages) {
        this.key = key;
        this.queue = queue;
        this.disk = disk;
        this.maxPages = maxPages;
    }

    /** Without a key: secrets can be neither stored nor read. */
    public static StoreOptions standard() {
        return new StoreOptions(null, QUEUE, Disk.REAL, 0);
    }

    public StoreOptions withKey(@Nullable StoreKey newKey) {
        return new StoreOptions(newKey, queue, disk, maxPages);
    }

    /** How many works may wait to be written, from 1. */
    public StoreOptions withQueue(int works) {
        return new StoreOptions(key, works, disk, maxPages);
    }

    StoreOptions withDisk(Disk newDisk) {
        return new StoreOptions(key, queue, newDisk, maxPages);
    }

    /** The file may grow to this many pages of 4 KiB; 0 for no bound. */
    StoreOptions withMaxPages(int pages) {
        return new StoreOptions(key, queue, disk, pages);
    }

    @Nullable StoreKey key() {
        return key;
    }

    int queue() {
        return queue;
    }

    Disk disk() {
        return disk;
    }

    int maxPages() {
        return maxPages;
    }
}

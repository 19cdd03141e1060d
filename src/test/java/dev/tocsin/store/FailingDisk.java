package dev.tocsin.store;

import java.io.IOException;

/**
 * A disk that fails when a test says so: a commit, as where {@code fsync} fails, or for want of
 * room.
 */
public final class FailingDisk {

    private boolean broken;
    private int maxPages;

    /** The next commit fails, and all after it. */
    public void breakDown() {
        broken = true;
    }

    /**
     * A store that is opened from now on may grow to this many pages of 4 KiB.
     *
     * @param pages 0 for no bound
     */
    public void leaveRoom(int pages) {
        maxPages = pages;
    }

    /** As good as new. */
    public void replace() {
        broken = false;
        maxPages = 0;
    }

    /** Of a store on this disk. */
    public StoreOptions options() {
        return StoreOptions.standard()
                .withKey(StoreKey.of(new byte[StoreKey.SIZE]))
                .withMaxPages(maxPages)
                .withDisk(this::beforeCommit);
    }

    private void beforeCommit() throws IOException {
        if (broken) {
            throw new IOException("Input/output error");
        }
    }
}

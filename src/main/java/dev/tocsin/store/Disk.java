package dev.tocsin.store;

import java.io.IOException;

/** Stands before each commit, so that a test can let one fail where a disk would. */
@FunctionalInterface
interface Disk {

    /** A disk that works. */
    Disk REAL = () -> {};

    void beforeCommit() throws IOException;
}

package dev.tocsin.connector;

/** Where a connector file comes from. */
enum Trust {
    /** With Tocsin: tests have read it, so it is read operation by operation when asked. */
    SHIPPED,
    /** With a project: read as a whole, each mistake is shown, and it may name no address. */
    PROJECT
}

package dev.tocsin.document;

/** Stops the building of a tree after the reason was reported; never leaves this package. */
final class UnreadableStructure extends RuntimeException {

    static final UnreadableStructure INSTANCE = new UnreadableStructure();

    private UnreadableStructure() {
        super("reported as a diagnostic", null, false, false);
    }
}

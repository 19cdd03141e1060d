package dev.tocsin.service.trigger;

/** A body that no event can be read from: the request is malformed (400), nothing was stored. */
final class UnreadableBodyException extends Exception {

    private static final long serialVersionUID = 1;

    private final int line;
    private final int column;

    /** Of the body as a whole. */
    UnreadableBodyException(String message) {
        this(message, 0, 0);
    }

    /**
     * At a place in it.
     *
     * @param line from 1; 0 where there is no place
     * @param column likewise
     */
    UnreadableBodyException(String message, int line, int column) {
        super(message);
        this.line = line;
        this.column = column;
    }

    int line() {
        return line;
    }

    int column() {
        return column;
    }
}

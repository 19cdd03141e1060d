package dev.tocsin.value;

/** A text is not JSON. The message says what was expected; line and column count from 1. */
public final class JsonException extends Exception {

    private static final long serialVersionUID = 1;

    private final int line;
    private final int column;

    public JsonException(String message, int line, int column) {
        super(message);
        this.line = line;
        this.column = column;
    }

    public int line() {
        return line;
    }

    public int column() {
        return column;
    }
}

package dev.tocsin.connector.openapi;

/** An operation cannot be written as an operation of a connector; the message says why. */
final class Unsupported extends Exception {

    private static final long serialVersionUID = 1;

    Unsupported(String why) {
        super(why, null, false, false);
    }

    /** Goes on after the name of the operation: {@code takes XML only}. */
    String why() {
        return String.valueOf(getMessage());
    }
}

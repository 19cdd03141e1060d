package dev.tocsin.lab;

/** A hunting query is wrong, or beyond what the lab knows. The message says which word. */
final class HuntingException extends RuntimeException {

    private static final long serialVersionUID = 1;

    HuntingException(String message) {
        super(message, null, false, false);
    }

    String text() {
        return String.valueOf(getMessage());
    }
}

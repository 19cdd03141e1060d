package dev.tocsin.value;

/**
 * What was read back from a store is not in the form in which it is written: it is damaged, or a
 * newer release wrote it. The message says what is wrong; it quotes no secret.
 */
public final class StoredFormatException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public StoredFormatException(String message) {
        super(message);
    }

    public StoredFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}

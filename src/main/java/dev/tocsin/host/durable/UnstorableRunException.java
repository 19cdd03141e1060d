package dev.tocsin.host.durable;

/** A run may hold secrets, and the store has no key to keep them under. */
public final class UnstorableRunException extends Exception {

    private static final long serialVersionUID = 1;

    /**
     * @param text lower case, no full stop; names the place that may hold one, and what to do
     */
    public UnstorableRunException(String text) {
        super(text, null, false, false);
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}

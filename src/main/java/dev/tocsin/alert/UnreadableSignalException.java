package dev.tocsin.alert;

/** An event that fits its schema, and still cannot be read as an alert or incident. */
public final class UnreadableSignalException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String text;

    UnreadableSignalException(String text) {
        super(text, null, false, false);
        this.text = text;
    }

    /** Why, for people; no full stop. */
    public String text() {
        return text;
    }
}

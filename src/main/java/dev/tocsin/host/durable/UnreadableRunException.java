package dev.tocsin.host.durable;

/** The journal of a run cannot be replayed by this release. */
public final class UnreadableRunException extends Exception {

    private static final long serialVersionUID = 1;

    /**
     * @param text lower case, no full stop; begins with {@code diverged:} where the program does
     *     something else than it did
     */
    public UnreadableRunException(String text) {
        super(text, null, false, false);
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}

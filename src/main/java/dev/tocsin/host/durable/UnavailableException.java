package dev.tocsin.host.durable;

/** Nothing is taken at present: the service stops, its store failed, or a run needs attention. */
public final class UnavailableException extends Exception {

    private static final long serialVersionUID = 1;

    /**
     * @param text lower case, no full stop
     */
    public UnavailableException(String text) {
        super(text, null, false, false);
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}

package dev.tocsin.service.access;

/**
 * The service will not, or cannot, listen there. The message says why, {@link #help} what to do.
 */
public final class ListenRefusedException extends Exception {

    private static final long serialVersionUID = 1;

    private final String help;

    public ListenRefusedException(String message, String help) {
        super(message, null, false, false);
        this.help = help;
    }

    public String help() {
        return help;
    }
}

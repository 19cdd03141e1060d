package dev.tocsin.host.durable;

/** The program of a run is not there, or this release cannot compile it. */
public final class UnknownProgramException extends Exception {

    private static final long serialVersionUID = 1;

    /**
     * @param text lower case, no full stop, names the playbook or the digest
     */
    public UnknownProgramException(String text) {
        super(text, null, false, false);
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}

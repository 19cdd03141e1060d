package dev.tocsin.service.trigger;

/** Takes a whole transaction back because one run of it cannot be stored. */
final class Unstorable extends RuntimeException {

    private static final long serialVersionUID = 1;

    /**
     * @param reason for people
     */
    Unstorable(String reason) {
        super(reason, null, false, false);
    }
}

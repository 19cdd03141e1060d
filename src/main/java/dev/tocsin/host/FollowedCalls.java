package dev.tocsin.host;

/** How many calls a rehearsal has followed, whichever playbook they stand in. */
final class FollowedCalls {

    /** A plan that follows more is for nobody to read. */
    static final int MOST = 1_000;

    private int number;

    /** Whether one more may be followed; if so, it counts. */
    boolean followNext() {
        return number < MOST && ++number > 0;
    }
}

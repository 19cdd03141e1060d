package dev.tocsin.check;

import org.jspecify.annotations.Nullable;

/** An {@code unattended} and the containments below it. */
final class Excuse {

    private final @Nullable Excuse around;
    private boolean containment;
    private boolean needed;

    Excuse(@Nullable Excuse around) {
        this.around = around;
    }

    /**
     * A containment stands below it.
     *
     * @param undecided whether nobody's answer decides it
     */
    void seen(boolean undecided) {
        containment = true;
        needed |= undecided;
        if (around != null) {
            around.seen(undecided);
        }
    }

    boolean hasContainment() {
        return containment;
    }

    /** Whether there is a containment that no answer decides. */
    boolean isNeeded() {
        return needed;
    }
}

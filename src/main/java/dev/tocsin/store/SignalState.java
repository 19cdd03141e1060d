package dev.tocsin.store;

import org.jspecify.annotations.Nullable;

/** What became of a signal. */
public enum SignalState {
    /** It is kept, and not routed yet: its source has to be asked first. */
    ARRIVED("arrived"),
    /** It started at least one run. */
    ROUTED("routed"),
    /** Nothing matched it. */
    UNROUTED("unrouted"),
    /** A condition failed, so nobody knows whether it matches. */
    ROUTING_FAILED("routingFailed"),
    /** Somebody wanted not to see such signals. */
    SUPPRESSED("suppressed"),
    /**
     * A policy starts nothing for it, one with the same key or a newer revision came first, or it
     * was there before the source was watched.
     */
    PASSED_OVER("passedOver");

    private final String text;

    SignalState(String text) {
        this.text = text;
    }

    /** As it is written: {@code routingFailed}. */
    public String text() {
        return text;
    }

    /** The opposite of {@link #text}; null for a word that is none of these. */
    public static @Nullable SignalState of(String text) {
        for (SignalState state : values()) {
            if (state.text.equals(text)) {
                return state;
            }
        }
        return null;
    }
}

package dev.tocsin.lab;

import org.jspecify.annotations.Nullable;

/** Stands in for one service. Called by one thread at a time, under the lab's lock. */
interface StandIn {

    /** What faults call it: the name of the connector, or {@code login} for the token endpoint. */
    String service();

    /** Where it listens: {@code /defender/api}. */
    String prefix();

    /**
     * Answers as the service would.
     *
     * @return null where the lab does not know the path
     * @throws RefusedException with the service's own error body
     */
    @Nullable Answer answer(Request request);

    /** The documented error body for a status, for faults. */
    Answer failure(int status);
}

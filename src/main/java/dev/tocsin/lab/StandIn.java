package dev.tocsin.lab;

import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

/**
 * Stands in for one service. Called by one thread at a time, under the lab's lock. Faults, limits
 * ({@link RateLimit}) and permissions ({@link Permissions}) stand before it, so it knows of none.
 */
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

    /** How runs reach it; null where no connection leads to it. */
    default @Nullable Reach reach() {
        return null;
    }

    /**
     * What a person wants to see of it after a playbook ran: lists of rows by name, new rows always
     * at the end of their list.
     */
    default MapValue state() {
        return MapValue.EMPTY;
    }
}

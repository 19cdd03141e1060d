package dev.tocsin.store;

import java.time.Instant;

/** Times are whole microseconds since 1970 in the store; what is finer is cut off. */
final class StoredTime {

    private static final long MICROS = 1_000_000;

    private StoredTime() {}

    static long micros(Instant at) {
        return Math.addExact(Math.multiplyExact(at.getEpochSecond(), MICROS), at.getNano() / 1_000);
    }

    static Instant of(long micros) {
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1_000);
    }
}

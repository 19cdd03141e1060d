package dev.tocsin.host;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The time of a run, and how waits pass. */
public sealed interface RunClock {

    Instant now();

    /** Time as it is; a wait of an hour takes an hour. */
    record Real(InstantSource source) implements RunClock {
        @Override
        public Instant now() {
            return source.instant();
        }
    }

    /**
     * Time that jumps to the next timer whenever nothing is under way, so that a wait of an hour
     * takes no time at all: for the lab and for tests. Used by one run at a time.
     */
    final class Skipping implements RunClock {

        private final InstantSource source;
        private volatile Duration skipped = Duration.ZERO;

        /**
         * @param source goes on underneath; a fixed one makes a run's times repeatable
         */
        public Skipping(InstantSource source) {
            this.source = source;
        }

        @Override
        public Instant now() {
            return source.instant().plus(skipped);
        }

        /** Makes it that time at once; a time that is past changes nothing. */
        public void skipTo(Instant due) {
            Duration ahead = Duration.between(now(), due);
            if (ahead.isPositive()) {
                skipped = skipped.plus(ahead);
            }
        }
    }

    /** The clock of this machine. */
    static RunClock real() {
        return new Real(InstantSource.system());
    }
}

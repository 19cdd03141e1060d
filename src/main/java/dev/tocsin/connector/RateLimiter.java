package dev.tocsin.connector;

import java.time.Duration;
import java.util.List;

/**
 * Gives out turns so that no stretch of time holds more of them than the limits allow. A turn is
 * reserved in the order of asking, so nobody is overtaken. Thread-safe; knows no clock.
 */
final class RateLimiter {

    /** The last turns of one limit, as many as may lie within its stretch of time. */
    private static final class Window {

        private final long[] turns;
        private final long stretch;
        private long taken;

        Window(RateLimit limit) {
            turns = new long[limit.requests()];
            stretch = limit.per().toNanos();
        }

        /** When the next turn may be at the earliest. */
        long earliest(long now) {
            return taken < turns.length
                    ? now
                    : Math.max(now, turns[(int) (taken % turns.length)] + stretch);
        }

        void take(long turn) {
            turns[(int) (taken % turns.length)] = turn;
            taken++;
        }
    }

    private final Window[] windows;
    private long pausedUntil;
    private boolean paused;

    RateLimiter(List<RateLimit> limits) {
        windows = limits.stream().map(Window::new).toArray(Window[]::new);
    }

    /**
     * Reserves the next turn.
     *
     * @param now of a clock that only goes forward, in nanoseconds
     * @param patience beyond which no turn is reserved
     * @return how long to wait for the turn; longer than {@code patience} where none was reserved
     */
    synchronized Duration reserve(long now, Duration patience) {
        long turn = paused ? Math.max(now, pausedUntil) : now;
        for (Window window : windows) {
            turn = Math.max(turn, window.earliest(now));
        }
        Duration wait = Duration.ofNanos(turn - now);
        if (wait.compareTo(patience) <= 0) {
            for (Window window : windows) {
                window.take(turn);
            }
        }
        return wait;
    }

    /** The service wants to be left alone for a while: later turns are not before that. */
    synchronized void pause(long now, Duration length) {
        long until = now + length.toNanos();
        pausedUntil = paused ? Math.max(pausedUntil, until) : until;
        paused = true;
    }
}

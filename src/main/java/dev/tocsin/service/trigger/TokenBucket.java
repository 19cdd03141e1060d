package dev.tocsin.service.trigger;

import java.time.Duration;
import java.time.Instant;

/** So many requests a second on average, and a burst of so many at once. Thread-safe. */
final class TokenBucket {

    private final double perSecond;
    private final double burst;
    private double left;
    private Instant filled;

    /**
     * @param perSecond above 0
     * @param burst at least 1
     */
    TokenBucket(double perSecond, double burst, Instant now) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.left = burst;
        this.filled = now;
    }

    /** Takes one; how long to wait for the next where there is none, else zero. */
    synchronized Duration take(Instant now) {
        double seconds = Math.max(0, Duration.between(filled, now).toNanos() / 1e9);
        left = Math.min(burst, left + seconds * perSecond);
        filled = now.isAfter(filled) ? now : filled;
        if (left >= 1) {
            left -= 1;
            return Duration.ZERO;
        }
        return Duration.ofNanos((long) Math.ceil((1 - left) / perSecond * 1e9));
    }
}

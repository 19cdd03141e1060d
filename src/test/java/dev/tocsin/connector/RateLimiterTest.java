package dev.tocsin.connector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Turns on a clock of the test. */
final class RateLimiterTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void theHourHoldsWhereTheMinuteLetsThrough() {
        RateLimiter limiter =
                new RateLimiter(
                        List.of(
                                new RateLimit(2, Duration.ofMinutes(1)),
                                new RateLimit(3, Duration.ofMinutes(10))));
        assertEquals(Duration.ZERO, limiter.reserve(0, HOUR));
        assertEquals(Duration.ZERO, limiter.reserve(0, HOUR));
        assertEquals(Duration.ofMinutes(1), limiter.reserve(0, HOUR));
        assertEquals(Duration.ofMinutes(10), limiter.reserve(0, HOUR));
    }

    @Test
    void aTurnBeyondPatienceIsNotTaken() {
        RateLimiter limiter = new RateLimiter(List.of(new RateLimit(1, Duration.ofMinutes(1))));
        assertEquals(Duration.ZERO, limiter.reserve(0, HOUR));
        assertEquals(Duration.ofMinutes(1), limiter.reserve(0, Duration.ofSeconds(5)));
        assertEquals(Duration.ofMinutes(1), limiter.reserve(0, HOUR));
    }

    @Test
    void aPauseHoldsEverybody() {
        RateLimiter limiter = new RateLimiter(List.of());
        limiter.pause(0, Duration.ofSeconds(30));
        limiter.pause(0, Duration.ofSeconds(10));
        assertEquals(Duration.ofSeconds(30), limiter.reserve(0, HOUR));
        assertEquals(Duration.ZERO, limiter.reserve(Duration.ofSeconds(31).toNanos(), HOUR));
    }

    @Property(seed = "4")
    void noStretchHoldsMoreThanItsLimit(
            @ForAll @Size(max = 200) List<@IntRange(max = 500) Integer> pauses,
            @ForAll @IntRange(min = 1, max = 9) int requests,
            @ForAll @IntRange(min = 1, max = 900) int per) {
        RateLimiter limiter =
                new RateLimiter(List.of(new RateLimit(requests, Duration.ofMillis(per))));
        List<Long> turns = new ArrayList<>();
        long now = 0;
        for (int pause : pauses) {
            now += Duration.ofMillis(pause).toNanos();
            turns.add(now + limiter.reserve(now, HOUR).toNanos());
        }
        for (int i = requests; i < turns.size(); i++) {
            long stretch = turns.get(i) - turns.get(i - requests);
            assertTrue(stretch >= Duration.ofMillis(per).toNanos(), () -> "too close: " + turns);
        }
    }
}

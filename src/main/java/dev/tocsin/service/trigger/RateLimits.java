package dev.tocsin.service.trigger;

import dev.tocsin.service.http.Problem;
import dev.tocsin.service.http.ProblemException;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How often each sender may come, looked at before anything of its request is read. Names that are
 * not known share one bound, so that guessing them costs no memory. Thread-safe.
 */
final class RateLimits {

    private static final String UNKNOWN = "";
    private static final int UNKNOWN_PER_MINUTE = 60;

    private final InstantSource clock;
    private final Map<String, TokenBucket> buckets = new ConcurrentHashMap<>();

    RateLimits(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Counts one request of a sender that is known.
     *
     * @param perMinute what it may send in a minute; all of it may come at once
     * @throws ProblemException 429 with {@code Retry-After}
     */
    void count(String sender, int perMinute) throws ProblemException {
        TokenBucket bucket =
                buckets.computeIfAbsent(
                        sender, _ -> new TokenBucket(perMinute / 60.0, perMinute, clock.instant()));
        Duration wait = bucket.take(clock.instant());
        if (!wait.isZero()) {
            throw Problem.tooMany(
                            "more than "
                                    + perMinute
                                    + " requests in a minute; the operator may allow more",
                            wait.plusMillis(999))
                    .asException();
        }
    }

    /** Counts one request of a sender that nobody knows. */
    void countUnknown() throws ProblemException {
        count(UNKNOWN, UNKNOWN_PER_MINUTE);
    }
}

package dev.tocsin.connector;

import dev.tocsin.value.Durations;
import dev.tocsin.value.ErrorKind;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The turns of one connection, shared by all runs: those of the whole service and those of single
 * operations. Waiting holds a virtual thread and nothing else. Thread-safe.
 */
final class RateLimits {

    /** A service that asks for longer is obeyed by the engine's back-off, not by holding turns. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final String connection;
    private final boolean off;
    private final RateLimiter whole;
    private final Map<String, RateLimiter> operations = new ConcurrentHashMap<>();

    /**
     * @param usual of the connector
     * @param own of the connection, in place of the usual ones; empty for none at all, also of
     *     single operations; null where it says nothing
     */
    RateLimits(String connection, List<RateLimit> usual, @Nullable List<RateLimit> own) {
        this.connection = connection;
        this.off = own != null && own.isEmpty();
        this.whole = new RateLimiter(own == null ? usual : own);
    }

    /**
     * Waits until the service may be asked.
     *
     * @throws ConnectorException of kind {@code rateLimited} if that would be after {@code
     *     deadline}; nothing was sent
     */
    void takeTurn(Instant deadline) throws ConnectorException, InterruptedException {
        if (!off) {
            await(whole, "the connection", deadline);
        }
    }

    /** The same for the limits of one operation. */
    void takeTurn(String operation, List<RateLimit> limits, Instant deadline)
            throws ConnectorException, InterruptedException {
        if (!off && !limits.isEmpty()) {
            RateLimiter limiter =
                    operations.computeIfAbsent(operation, _ -> new RateLimiter(limits));
            await(limiter, "`" + operation + "`", deadline);
        }
    }

    /** The service said when to come back. */
    void pause(Duration length) {
        if (!off) {
            whole.pause(
                    System.nanoTime(),
                    length.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : length);
        }
    }

    private void await(RateLimiter limiter, String what, Instant deadline)
            throws ConnectorException, InterruptedException {
        Duration patience = Deadlines.left(deadline);
        Duration wait = limiter.reserve(System.nanoTime(), patience);
        if (wait.compareTo(patience) > 0) {
            throw ConnectorException.of(
                            ErrorKind.RATE_LIMITED,
                            "connection `"
                                    + connection
                                    + "`: "
                                    + what
                                    + " is held to its rate limit, and the next turn is "
                                    + Durations.print(rounded(wait))
                                    + " away; allow more time, or ask less often")
                    .retryAfter(wait)
                    .nothingWasDone();
        }
        if (wait.isPositive()) {
            Thread.sleep(wait);
        }
    }

    private static Duration rounded(Duration wait) {
        return wait.toSeconds() > 0 ? Duration.ofSeconds(wait.toSeconds()) : wait;
    }
}

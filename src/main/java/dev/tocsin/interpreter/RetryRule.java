package dev.tocsin.interpreter;

import dev.tocsin.connector.Effect;
import dev.tocsin.connector.Idempotency;
import dev.tocsin.connector.OperationSpec;
import dev.tocsin.playbook.OnUnknown;
import dev.tocsin.playbook.Retry;
import dev.tocsin.program.ActionNode;
import dev.tocsin.value.ErrorKind;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * Whether and when a failed attempt is followed by another. Where the author says nothing: reads
 * and idempotent operations four times, exponential with full jitter, also where the answer was
 * lost; a change that is not idempotent only where the service said that it did nothing. A lost
 * answer of an operation with a check is looked up first, by {@link Lookups}.
 */
final class RetryRule {

    private static final Retry.Again BY_DEFAULT =
            new Retry.Again(
                    4, Duration.ofSeconds(1), true, Duration.ofMinutes(1), java.util.Set.of());

    private RetryRule() {}

    /**
     * @param tried attempts so far, at least 1
     * @return the pause, or null where there is no further attempt
     */
    static @Nullable Duration after(ActionNode node, Failure failure, int tried, long seed) {
        Retry retry = node.head().retry();
        OperationSpec spec = node.operation().spec();
        return switch (retry) {
            case null ->
                    safe(spec, failure) || repeats(node, failure)
                            ? pause(BY_DEFAULT, failure, tried, seed)
                            : null;
            case Retry.None _ -> null;
            case Retry.Again again ->
                    asked(again, spec, failure) || repeats(node, failure)
                            ? pause(again, failure, tried, seed)
                            : null;
        };
    }

    /** Whether the author would rather have it done twice than not at all, and it may be either. */
    private static boolean repeats(ActionNode node, Failure failure) {
        return node.onUnknown() == OnUnknown.REPEAT
                && (failure.kind() == ErrorKind.OUTCOME_UNKNOWN
                        || failure.kind() == ErrorKind.TIMEOUT
                        || failure.kind() == ErrorKind.UNAVAILABLE);
    }

    /** A change that was not done, although its answer was lost: to send it again is safe. */
    static @Nullable Duration afterLookup(ActionNode node, Failure lost, int tried, long seed) {
        return switch (node.head().retry()) {
            case null -> pause(BY_DEFAULT, lost, tried, seed);
            case Retry.None _ -> null;
            case Retry.Again again ->
                    again.on().isEmpty() || again.on().contains(lost.kind())
                            ? pause(again, lost, tried, seed)
                            : null;
        };
    }

    /** A look, at a job or at what became of a change, is a read. */
    static @Nullable Duration afterLook(Failure failure, int tried, long seed) {
        return mayPass(failure.kind()) ? pause(BY_DEFAULT, failure, tried, seed) : null;
    }

    private static boolean asked(Retry.Again again, OperationSpec spec, Failure failure) {
        return again.on().isEmpty() ? safe(spec, failure) : again.on().contains(failure.kind());
    }

    private static boolean safe(OperationSpec spec, Failure failure) {
        boolean repeatable =
                spec.effect().compareTo(Effect.READ) <= 0
                        || spec.idempotency() == Idempotency.YES
                        || spec.idempotency() == Idempotency.KEYED;
        return mayPass(failure.kind()) && (repeatable || failure.nothingDone());
    }

    private static boolean mayPass(ErrorKind kind) {
        return kind == ErrorKind.TIMEOUT
                || kind == ErrorKind.OUTCOME_UNKNOWN
                || kind == ErrorKind.RATE_LIMITED
                || kind == ErrorKind.UNAVAILABLE;
    }

    private static @Nullable Duration pause(
            Retry.Again again, Failure failure, int tried, long seed) {
        if (tried > again.times()) {
            return null;
        }
        Duration wanted = failure.retryAfter();
        if (wanted != null) {
            return wanted;
        }
        if (!again.growing()) {
            return again.first();
        }
        long longest = again.longest().toMillis();
        long bound = Math.min(longest, again.first().toMillis() << Math.min(tried - 1, 20));
        return Duration.ofMillis(Math.floorMod(mix(seed * 31 + tried), Math.max(1, bound) + 1));
    }

    /** SplitMix64's finaliser: jitter that a replay repeats. */
    private static long mix(long number) {
        long mixed = (number ^ (number >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
